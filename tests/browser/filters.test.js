'use strict';
/* A click leaves exactly the comments that comments.csv says, and the figures follow. */
const test = require('node:test');
const assert = require('node:assert');
const {launch, open, summary, comments, points, range, share, count} = require('./helper.js');

let browser;
test.before(async () => { browser = await launch(); });
test.after(() => browser.close());

/* Columns of segments stand behind the ten that every result has. */
const segmentsOf = list => Object.keys(list[0]).slice(10);
const themesOf = c => c.themes.split(';').filter(Boolean).map(t => t.split(':')[0]);
const fits = (c, kind, value, segments) =>
  kind === 'theme' ? themesOf(c).includes(value)
    : kind === 'band' || kind === 'wave' ? c[kind] === value
      : c[segments[Number(kind.slice(3))]] === value;

/* Presses the picks in the page itself and answers the rows of all comments then shown. */
const rowsAfter = (page, picks) => page.evaluate(wanted => {
  const root = document.querySelector('.page.fi');
  for (const [kind, value] of wanted)
    [...root.querySelectorAll('.pick')].find(
      p => p.dataset.pick === kind && p.dataset.value === value).firstChild.click();
  const more = root.querySelector('.more');
  while (!more.hidden) more.click();
  const rows = [...root.querySelectorAll('.list blockquote')].map(q => q.dataset.row);
  const told = root.querySelector('.found').textContent;
  document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
  return {rows, told};
}, picks);

test('each theme, band, wave and segment leaves its own comments', async () => {
  const {page, context, seen} = await open(browser, 'demo');
  const all = comments('demo');
  const segments = segmentsOf(all);
  const picks = await page.evaluate(() => [...new Set(
    [...document.querySelectorAll('.page.fi .pick')].map(
      p => p.dataset.pick + '\n' + p.dataset.value))].map(pick => pick.split('\n')));
  const s = summary('demo');
  const values = s.groups.filter(g => g.rows >= s.k_threshold).length;
  assert.equal(picks.length, s.themes.length + 3 + values, 'all can be chosen');
  for (const [kind, value] of picks) {
    const {rows} = await rowsAfter(page, [[kind, value]]);
    assert.deepEqual(rows, all.filter(c => fits(c, kind, value, segments)).map(c => c.row),
      `${kind} ${value}`);
  }
  assert.deepEqual((await rowsAfter(page, [])).rows, all.map(c => c.row), 'all without a choice');
  assert.deepEqual(seen, []);
  await context.close();
});

test('choices of several kinds hold together', async () => {
  const {page, context} = await open(browser, 'demo');
  const all = comments('demo');
  const segments = segmentsOf(all);
  const s = summary('demo');
  const waves = s.groups.filter(g => g.column === 'wave').map(g => g.value);
  const at = segments.indexOf('Alue');
  for (const theme of s.themes.slice(0, 4).map(t => t.theme))
    for (const band of ['detractor', 'promoter'])
      for (const picks of [
        [['theme', theme], ['band', band]],
        [['band', band], ['wave', waves[1]], ['theme', theme]],
        [['theme', theme], ['band', band], ['wave', waves[0]], ['seg' + at, 'Pohjoinen']],
      ]) {
        const wanted = all.filter(c => picks.every(([k, v]) => fits(c, k, v, segments)));
        const {rows, told} = await rowsAfter(page, picks);
        assert.deepEqual(rows, wanted.map(c => c.row), JSON.stringify(picks));
        assert.ok(wanted.length === 0 || told.endsWith(': ' + wanted.length), told);
      }
  /* a second value of one kind takes the place of the first */
  const {rows} = await rowsAfter(page, [['band', 'detractor'], ['band', 'passive']]);
  assert.deepEqual(rows, all.filter(c => c.band === 'passive').map(c => c.row));
  await context.close();
});

test('the figures of a chosen theme are those of summary.json', async () => {
  const {page, context} = await open(browser, 'demo');
  const all = comments('demo');
  for (const t of summary('demo').themes.filter(x => x.with.n >= 30).slice(0, 6)) {
    await page.locator(`.page.fi .themes .pick[data-value="${t.theme}"] button`).click();
    const bar = await page.textContent('.page.fi .bar');
    assert.ok(bar.includes(t.label_fi), bar);
    assert.ok(bar.includes(`: ${t.mentions}.`), bar);
    assert.ok(bar.includes(`NPS ${points(t.with.nps, 'fi')} (`), bar);
    assert.ok(bar.includes(range(t.with.low, t.with.high, 'fi')), bar);
    const label = await page.getAttribute('.page.fi .follow svg', 'aria-label');
    for (const n of [t.with.detractors, t.with.passives, t.with.promoters])
      assert.ok(label.includes(`${share(n / t.with.n, 'fi')} (n = ${n})`), label);
    const mine = all.filter(c => themesOf(c).includes(t.theme));
    const tone = await page.locator('.page.fi .picked td.n').allTextContents();
    assert.deepEqual(tone, [count(mine.length, 'fi'),
      ...['neg', 'neu', 'mixed', 'pos'].map(
        one => share(mine.filter(c => c.sentiment === one).length / mine.length, 'fi'))]);
    const column = await page.locator('.page.fi .themes td.chosen').evaluateAll(
      cells => cells.map(c => [c.dataset.theme, c.textContent]));
    for (const [theme, n] of column)
      assert.equal(n, String(mine.filter(c => themesOf(c).includes(theme)).length), theme);
    const key = await page.locator('.page.fi .key .tally').allTextContents();
    assert.deepEqual(key.map(Number),
      ['detractor', 'passive', 'promoter'].map(b => mine.filter(c => c.band === b).length));
    await page.getByRole('button', {name: 'Poista valinta'}).click();
    assert.ok(await page.isHidden('.page.fi .bar'));
  }
  await context.close();
});

test('a choice holds over a change of language', async () => {
  const {page, context} = await open(browser, 'demo');
  await page.locator('.page.fi .key .pick[data-value=detractor] button').click();
  await page.click('label[for=tongue-en]');
  const bar = await page.textContent('.page.en .bar');
  assert.match(bar, /^Selected: Detractors – Comments: \d+/);
  await context.close();
});

test('the words that raised a theme are marked', async () => {
  const {page, context} = await open(browser, 'demo');
  await page.locator('.page.fi .themes .pick[data-value=jonotusaika] button').click();
  const quotes = await page.locator('.page.fi .list blockquote').evaluateAll(list =>
    list.map(q => [...q.querySelectorAll('mark')].map(m => m.textContent)));
  assert.ok(quotes.length > 10);
  const words = quotes.flat().join(' ').toLowerCase();
  assert.match(words, /jono|queue|hold|odot|wait/);
  const marked = quotes.filter(marks => marks.length > 0).length;
  assert.equal(marked, quotes.length, 'each comment of the theme');
  await context.close();
});
