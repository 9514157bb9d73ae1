'use strict';
/* The page on paper, and pictures of it for people. */
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const {execFileSync} = require('node:child_process');
const {launch, open, out, summary, points} = require('./helper.js');

let browser;
test.before(async () => { browser = await launch(); });
test.after(() => browser.close());

/* A4 in points, and the margin of 15 mm less a hair. */
const WIDTH = 595;
const HEIGHT = 842;
const MARGIN = 15 / 25.4 * 72 - 1;

async function print(name, prepare) {
  const {page, context, seen} = await open(browser, name);
  if (prepare) await prepare(page);
  const file = path.join(out, name + '.pdf');
  await page.pdf({path: file, preferCSSPageSize: true, printBackground: true});
  await context.close();
  assert.deepEqual(seen, []);
  const boxes = execFileSync('pdftotext', ['-bbox', file, '-'],
    {encoding: 'utf8', maxBuffer: 1 << 28});
  const pages = boxes.split('<page ').slice(1).map(page => ({
    size: /width="([\d.]+)" height="([\d.]+)"/.exec(page).slice(1).map(Number),
    words: [...page.matchAll(
      /xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">([^<]*)</g)]
      .map(m => ({x0: +m[1], y0: +m[2], x1: +m[3], y1: +m[4], text: m[5]})),
  }));
  const text = pages.map(page => page.words.map(w => w.text).join(' ')).join(' ')
    .replace(/\u00AD/g, '');
  return {pages, text, file};
}

function fitsPaper(pages) {
  for (const {size, words} of pages) {
    assert.deepEqual(size.map(Math.round), [WIDTH, HEIGHT]);
    for (const w of words) {
      // a mark of direction has no ink, but pdftotext counts a width of its own for it
      const bare = /[\u202A-\u202E\u2066-\u2069]/.test(w.text) ? 2 : 0;
      assert.ok(w.x0 >= MARGIN - bare && w.x1 <= WIDTH - MARGIN + bare &&
        w.y0 >= MARGIN - 3 && w.y1 <= HEIGHT - MARGIN + 3,
        `beyond the margin: ${JSON.stringify(w)}`);
    }
  }
}

test('the demo on A4: whole, in the margins, nothing to press', async () => {
  const s = summary('demo');
  const {pages, text, file} = await print('demo');
  fitsPaper(pages);
  assert.ok(pages.length >= 6 && pages.length <= 18, `${pages.length} pages`);
  assert.ok(pages.every(page => page.words.length > 30), 'no empty page');
  assert.ok(pages[0].words.some(w => w.text === points(s.nps.nps, 'fi')));
  for (const t of s.themes) assert.ok(text.includes(t.label_fi), t.label_fi);
  for (const words of ['Näytä lisää', 'Näytä kommentit', 'Poista valinta', 'In English',
    'Suomeksi', 'Kommentteja:'])
    assert.ok(!text.includes(words), words);
  assert.ok(text.includes('Toimitusvarmuus') && text.includes('Vastaajien omin sanoin'));
  execFileSync('pdftoppm', ['-r', '60', '-png', file, path.join(out, 'print')]);
});

test('a selection on the screen does not reach the paper', async () => {
  const plain = (await print('demo')).text;
  for (const picks of [['.themes .pick'], ['.pick[data-value=promoter]'], ['.pick[data-pick=wave]'],
    ['.themes .pick[data-value=hintataso]', '.pick[data-value=passive]',
      '.pick[data-pick=seg2]']]) {
    const chosen = (await print('demo', page => page.evaluate(wanted => {
      for (const pick of wanted) document.querySelector(`.page.fi ${pick} button`).click();
    }, picks))).text;
    assert.equal(chosen, plain, picks.join(' '));
  }
});

test('the hostile survey on A4 stays in the margins', async () => {
  const {pages} = await print('hostile');
  fitsPaper(pages);
  assert.ok(pages.length <= 40, `${pages.length} pages`);
});

test('tables are not cut on paper', async () => {
  const {page, context} = await open(browser, 'demo', {viewport: {width: 680, height: 900}});
  await page.emulateMedia({media: 'print'});
  const cut = await page.evaluate(() => [...document.querySelectorAll('.page.fi .scroll table')]
    .filter(t => t.offsetWidth > 0 && t.offsetWidth > t.parentNode.clientWidth + 1)
    .map(t => t.caption.textContent));
  assert.deepEqual(cut, []);
  const pressable = await page.evaluate(() => [...document.querySelectorAll(
    'input, label, .bar, .more, .live, .tally, .chosen')].filter(e => e.offsetWidth > 0).length);
  assert.equal(pressable, 0);
  await context.close();
});

test('pictures: light, dark, phone', async () => {
  const looks = {
    light: {colorScheme: 'light'},
    dark: {colorScheme: 'dark'},
    phone: {viewport: {width: 360, height: 740}},
    hostile: {viewport: {width: 360, height: 740}},
  };
  for (const [look, options] of Object.entries(looks)) {
    const {page, context} = await open(browser, look === 'hostile' ? 'hostile' : 'demo', options);
    const file = path.join(out, look + '.png');
    await page.screenshot({path: file, fullPage: true});
    assert.ok(fs.statSync(file).size > 50000);
    await context.close();
  }
  const {page, context} = await open(browser, 'demo');
  await page.click('.page.fi .themes .pick button >> nth=0');
  await page.screenshot({path: path.join(out, 'chosen.png')});
  await context.close();
});
