'use strict';
/* The page shows the figures of summary.json. */
const test = require('node:test');
const assert = require('node:assert');
const {launch, open, summary, points, share, range, count} = require('./helper.js');

let browser;
test.before(async () => { browser = await launch(); });
test.after(() => browser.close());

/* What the tables hold, as text: visible or not, so that folded parts are compared too. */
const texts = (page, tongue, selector) => page.locator(`.page.${tongue} ${selector}`)
  .allTextContents().then(all => all.map(text => text.trim().replace(/ +/g, ' ')));

/* Rows of the first table with such a caption: heading first, soft hyphens left out. */
async function rowsOf(page, tongue, caption) {
  return page.evaluate(([lang, words]) => {
    const table = [...document.querySelectorAll(`.page.${lang} table`)]
      .find(t => t.caption.textContent.startsWith(words));
    return [...table.tBodies].flatMap(body => [...body.rows]).map(row =>
      [...row.cells].filter(cell => !cell.hidden)
        .map(cell => cell.textContent.trim().replace(/\u00AD/g, '')));
  }, [tongue, caption]);
}

const few = nps => nps.n < 10 || nps.nps === null;
const verdictOf = (s, id) => (s.impact.themes.find(t => t.theme === id) || {}).verdict;
const main = (s, verdict, most) => s.themes.filter(t =>
  t.kind !== 'signal' && verdictOf(s, t.theme) === verdict).slice(0, most);

for (const name of ['demo', 'english']) {
  const tongue = name === 'demo' ? 'fi' : 'en';
  const label = t => t['label_' + tongue];

  test(`${tongue}: opens in the language of the run, with the headline of the run`, async () => {
    const s = summary(name);
    const {page, context} = await open(browser, name);
    assert.equal(await page.getAttribute('html', 'lang'), tongue);
    assert.ok(await page.isVisible(`.page.${tongue}`));
    assert.ok(!await page.isVisible(`.page.${tongue === 'fi' ? 'en' : 'fi'}`));
    const [big] = await texts(page, tongue, '.big');
    assert.equal(big, 'NPS' + points(s.nps.nps, tongue));
    const [lede] = await texts(page, tongue, '.lede');
    assert.ok(lede.includes(points(s.nps.nps, tongue)), lede);
    assert.ok(lede.includes(range(s.nps.low, s.nps.high, tongue)), lede);
    const change = s.waves.changes[0];
    assert.ok(lede.includes(points(Math.abs(change.difference), tongue)), lede);
    for (const t of main(s, 'weighs_down', 3)) assert.ok(lede.includes(label(t)), lede);
    const [lead] = await texts(page, tongue, '.lead');
    assert.ok(lead.includes(count(s.nps.n, tongue)), lead);
    const weights = await texts(page, tongue, 'section:first-of-type .pair li');
    const wanted = [...main(s, 'weighs_down', 3), ...main(s, 'lifts', 1)];
    assert.equal(weights.length, wanted.length);
    wanted.forEach((t, i) => {
      assert.ok(weights[i].startsWith(label(t) + ':'), weights[i]);
      assert.ok(weights[i].includes(points(t.impact, tongue, true)), weights[i]);
      assert.ok(weights[i].includes(range(t.impact_low, t.impact_high, tongue)), weights[i]);
    });
    await context.close();
  });

  test(`${tongue}: bands, themes, waves and segments are those of summary.json`, async () => {
    const s = summary(name);
    const {page, context} = await open(browser, name);
    const keys = await texts(page, tongue, '.key li');
    const bands = [s.nps.detractors, s.nps.passives, s.nps.promoters];
    bands.forEach((n, i) => assert.ok(
      keys[i].endsWith(`${share(n / s.nps.n, tongue)} (n = ${count(n, tongue)})`), keys[i]));

    const rows = await rowsOf(page, tongue, tongue === 'fi' ? 'Teemat NPS' : 'Themes by the');
    const byName = new Map(rows.map(row => [row[0].replace(/ ?(signaali|signal)$/, ''), row]));
    assert.equal(rows.filter(row => row.length > 1).length, s.themes.length);
    const shown = s.themes.filter(t => !few(t.with) && !few(t.rest));
    assert.ok(shown.length > 20);
    assert.deepEqual(rows.slice(0, shown.length).map(row => row[0].split(' signa')[0]),
      shown.map(label), 'by the size of the impact');
    for (const t of s.themes) {
      const row = byName.get(label(t));
      assert.ok(row, label(t));
      const nps = figure => (few(figure) ? '–' : points(figure.nps, tongue));
      const q = s.impact.themes.find(x => x.theme === t.theme)?.tests?.bands?.q;
      const impact = few(t.with) || few(t.rest) ? '–'
        : `${points(t.impact, tongue, true)} (${range(t.impact_low, t.impact_high, tongue)})`;
      assert.equal(row[1], impact, label(t));
      assert.deepEqual(row.slice(4, 10), [
        count(t.mentions, tongue), share(t.share, tongue),
        share(t.share_in_band.detractors, tongue), share(t.share_in_band.promoters, tongue),
        nps(t.with), nps(t.rest)], label(t));
      if (impact !== '–' && q >= 0.0005)
        assert.equal(row[10], q.toFixed(3).replace('.', tongue === 'fi' ? ',' : '.'), label(t));
    }

    const groups = s.groups.filter(g => g.column === 'wave');
    const waves = await rowsOf(page, tongue, tongue === 'fi' ? 'NPS mittaus' : 'NPS by wave');
    assert.deepEqual(waves.map(row => row.slice(0, 4)), groups.map(g => [g.value,
      count(g.nps.n, tongue), points(g.nps.nps, tongue),
      range(g.nps.low, g.nps.high, tongue)]));
    for (const column of [...new Set(s.groups.map(g => g.column))].slice(1)) {
      const values = s.groups.filter(g => g.column === column);
      const found = await rowsOf(page, tongue, column + ': NPS');
      assert.deepEqual(found.map(row => row.slice(0, 4)), values.map(g => [g.value,
        count(g.nps.n, tongue), points(g.nps.nps, tongue),
        range(g.nps.low, g.nps.high, tongue)]), column);
    }
    await context.close();
  });

  test(`${tongue}: what was read and by what is told`, async () => {
    const s = summary(name);
    const {page, context} = await open(browser, name);
    const text = await page.textContent(`.page.${tongue}`);
    for (const input of s.inputs) {
      assert.ok(text.includes(input.name) && text.includes(input.encoding));
      assert.ok(text.includes(input.sha256.slice(0, 16)));
      assert.ok(text.includes(input.text_columns), 'the question');
    }
    assert.ok(text.includes(s.lexicon_sha256) && text.includes(s.version));
    for (const model of ['sentiment.fi', 'sentiment.en', 'themes.fi', 'themes.en'])
      assert.match(text, new RegExp(model.replace('.', '\\.') + ' [0-9a-f]{16}…'));
    const quality = {rows: s.rows, answers: s.answers, empty: s.empty, refusals: s.refusals};
    for (const [what, n] of Object.entries(quality))
      assert.ok(text.includes(count(n, tongue)), what);
    await context.close();
  });
}

test('the switch changes language, heading and title, and every figure stays', async () => {
  const {page, context} = await open(browser, 'demo');
  const before = await page.textContent('.page.fi .big');
  await page.click('label[for=tongue-en]');
  assert.ok(await page.isVisible('.page.en') && !await page.isVisible('.page.fi'));
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.match(await page.title(), /^Open answers and NPS – kuura/);
  assert.equal(await page.textContent('.page.en .big'), before.replace(',', '.'));
  const shapes = await page.evaluate(() => ['fi', 'en'].map(tongue => ['section', 'table', 'tr',
    'svg', 'blockquote', 'details', '.pick'].map(
    what => document.querySelectorAll(`.page.${tongue} ${what}`).length)));
  assert.deepEqual(shapes[0], shapes[1], 'both languages have the same parts');
  await page.click('label[for=tongue-fi]');
  assert.ok(await page.isVisible('.page.fi') && !await page.isVisible('.page.en'));
  await context.close();
});
