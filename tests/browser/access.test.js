'use strict';
/* By keyboard and by screen reader: axe has nothing to find. */
const test = require('node:test');
const assert = require('node:assert');
const axe = require('axe-core');
const {launch, open, comments} = require('./helper.js');

let browser;
test.before(async () => { browser = await launch(); });
test.after(() => browser.close());

async function findings(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  /* the page of the other language is hidden from everybody */
  const result = await page.evaluate(() => window.axe.run(
    {exclude: [document.documentElement.lang === 'fi' ? '.page.en' : '.page.fi']},
    {resultTypes: ['violations'], preload: false}));
  assert.ok(result.passes.some(rule => rule.id === 'color-contrast'), 'colours were looked at');
  return result.violations.flatMap(v => v.nodes.map(
    node => `${v.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}

for (const [look, options] of [
  ['light', {viewport: {width: 1100, height: 900}}],
  ['dark', {viewport: {width: 1100, height: 900}, colorScheme: 'dark'}],
  ['phone', {viewport: {width: 360, height: 740}}]])
  test(`axe: ${look}, both languages`, async () => {
    const {page, context} = await open(browser, 'demo', options);
    for (const tongue of ['fi', 'en']) {
      await page.click(`label[for=tongue-${tongue}]`);
      await page.evaluate(lang => {
        for (const part of document.querySelectorAll(`.page.${lang} details`)) part.open = true;
      }, tongue);
      assert.deepEqual(await findings(page), [], tongue);
    }
    await context.close();
  });

test('axe: with a selection, and on the hostile survey', async () => {
  const demo = await open(browser, 'demo');
  await demo.page.click('.page.fi .themes .pick button >> nth=0');
  await demo.page.click('.page.fi .key .pick button >> nth=0');
  assert.deepEqual(await findings(demo.page), []);
  await demo.context.close();
  const hostile = await open(browser, 'hostile', {viewport: {width: 360, height: 740}});
  assert.deepEqual(await findings(hostile.page), []);
  await hostile.context.close();
});

const theme = ['.themes .pick[data-value=toimitusaika]'];
const several = ['.themes .pick[data-value=hintataso]', '.pick[data-value=passive]',
                 '.pick[data-pick=seg0]'];
for (const [look, options, choices] of [
  ['light', {}, [theme, ['.pick[data-pick=band]'], ['.pick[data-pick=wave]'], several]],
  ['dark', {colorScheme: 'dark'}, [theme, ['.pick[data-pick=seg2]']]],
  ['phone', {viewport: {width: 360, height: 740}}, [several]]])
  test(`axe: ${look}, something chosen, all unfolded`, async () => {
    const {page, context} = await open(browser, 'demo', options);
    for (const picks of choices) {
      await page.evaluate(chosen => {
        for (const pick of chosen) document.querySelector(`.page.fi ${pick} button`).click();
        for (const part of document.querySelectorAll('.page.fi details')) part.open = true;
      }, picks);
      assert.deepEqual(await findings(page), [], picks.join(' '));
      await page.keyboard.press('Escape');
    }
    await context.close();
  });

test('a status says what is shown, in the language of the page', async () => {
  const {page, context} = await open(browser, 'demo');
  const told = () => page.textContent('.page.en .told[role=status]');
  await page.click('label[for=tongue-en]');
  assert.equal(await told(), '');
  await page.focus('.page.en .themes .pick[data-value=toimitusaika] button');
  await page.keyboard.press('Enter');
  assert.match(await told(),
    /^Selected: Delivery and lead time\. Shown: comments \d+, trees 1, quotes \d+\.$/);
  await page.keyboard.press('Escape');
  assert.equal(await told(), 'The selection is cleared, and all is shown again.');
  await context.close();
});

test('every stop on the way by keyboard is seen, and none is a trap', async () => {
  const {page, context} = await open(browser, 'demo');
  const stops = [];
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (e === document.body) return null;
      const seen = e.matches('.tongue') ? document.querySelector(`[for=${e.id}]`) : e;
      const style = getComputedStyle(seen);
      const box = seen.getBoundingClientRect();
      return {name: e.localName + ' ' + e.textContent.trim().slice(0, 30),
              outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
              inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
    });
    if (!stop) break;
    stops.push(stop);
  }
  assert.ok(stops.length > 50 && stops.length < 400, `${stops.length} stops`);
  for (const stop of stops) assert.ok(stop.outline && stop.inside, JSON.stringify(stop));
  await context.close();
});

test('Enter and Space choose, Escape takes back, and the focus stays', async () => {
  const {page, context} = await open(browser, 'demo');
  const all = comments('demo').length;
  const found = () => page.textContent('.page.fi .found');
  const button = page.locator('.page.fi .themes .pick[data-value=jonotusaika] button');
  const pressed = () => button.getAttribute('aria-pressed');
  const focused = () => button.evaluate(b => document.activeElement === b);
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(await pressed(), 'true');
  assert.notEqual(await found(), 'Kommentteja: ' + all);
  assert.ok(await focused());
  await page.keyboard.press('Space');
  assert.equal(await pressed(), 'false');
  assert.equal(await found(), 'Kommentteja: ' + all);
  await page.keyboard.press('Space');
  assert.equal(await pressed(), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await pressed(), 'false');
  assert.ok(await focused(), 'focus after Escape');
  await page.keyboard.press('Enter');
  await page.getByRole('button', {name: 'Näytä kommentit'}).press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.page.fi .comments h2')));
  await page.getByRole('button', {name: 'Poista valinta'}).press('Enter');
  assert.ok(await focused(), 'focus after the button is gone');
  const folded = await page.$('.page.fi details:not([open]) summary');
  await folded.focus();
  await page.keyboard.press('Enter');
  assert.ok(await folded.evaluate(s => s.parentNode.open));
  await context.close();
});

test('the arrow keys change the language', async () => {
  const {page, context} = await open(browser, 'demo');
  await page.focus('#tongue-fi');
  await page.keyboard.press('ArrowRight');
  assert.ok(await page.isVisible('.page.en'));
  await page.keyboard.press('ArrowLeft');
  assert.ok(await page.isVisible('.page.fi'));
  await context.close();
});

test('a screen reader hears a heading for each part, in order, and a name for each table',
  async () => {
    const {page, context} = await open(browser, 'demo');
    const heads = await page.evaluate(() => [...document.querySelectorAll(
      '.page.fi h1, .page.fi h2, .page.fi h3, .page.fi h4')].map(h => Number(h.localName[1])));
    assert.equal(heads[0], 1);
    heads.slice(1).forEach((level, i) => assert.ok(level <= heads[i] + 1, `heading ${i + 1}`));
    const nameless = await page.evaluate(() => [...document.querySelectorAll('table')].filter(
      t => !t.caption || t.caption.textContent.trim() === '').length);
    assert.equal(nameless, 0);
    const bare = await page.evaluate(() => [...document.querySelectorAll('svg')].filter(
      s => !s.closest('.follow') && s.getAttribute('aria-hidden') !== 'true' &&
        !s.getAttribute('aria-label')).length);
    assert.equal(bare, 0);
    await context.close();
  });
