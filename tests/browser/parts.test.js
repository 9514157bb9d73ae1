'use strict';
/* All parts of the page follow a choice, and those that cannot say so. */
const test = require('node:test');
const assert = require('node:assert');
const path = require('node:path');
const fs = require('node:fs');
const {execFileSync, spawnSync} = require('node:child_process');
const {launch, open, out, folder, summary, comments} = require('./helper.js');

let browser;
test.before(async () => { browser = await launch(); });
test.after(() => browser.close());

const segmentsOf = list => Object.keys(list[0]).slice(10);
const themesOf = c => c.themes.split(';').filter(Boolean).map(t => t.split(':')[0]);
const fits = (c, kind, value, segments) =>
  kind === 'theme' ? themesOf(c).includes(value)
    : kind === 'band' || kind === 'wave' ? c[kind] === value
      : c[segments[Number(kind.slice(3))]] === value;

const press = (page, picks) => page.evaluate(wanted => {
  const root = document.querySelector('.page.fi');
  for (const [kind, value] of wanted)
    [...root.querySelectorAll('.pick')].find(
      p => p.dataset.pick === kind && p.dataset.value === value).firstChild.click();
}, picks);

/* What is seen of each part. Folded is not hidden: a click unfolds it. */
const look = page => page.evaluate(() => {
  const root = document.querySelector('.page.fi');
  const seen = e => {
    for (let at = e; at !== root; at = at.parentNode)
      if (getComputedStyle(at).display === 'none') return false;
    return true;
  };
  const soft = getComputedStyle(root.querySelector('small')).color;
  const ink = getComputedStyle(root).color;
  const faded = e => {
    const colour = getComputedStyle(e).color;
    return colour === soft ? true : colour === ink ? false : colour;
  };
  const section = name => [...root.querySelectorAll('section')].find(
    s => s.querySelector('h2').textContent === name);
  const words = e => {
    const copy = e.cloneNode(true);
    for (const more of copy.querySelectorAll('small,.tally')) more.remove();
    return copy.textContent.trim();
  };
  const table = t => ({
    head: [...t.tHead.rows[0].cells].map(words),
    rows: [...t.tBodies].flatMap(b => [...b.rows]).filter(r => !r.hidden).map(r => ({
      name: words(r.cells[0]), cells: [...r.cells].map(faded), last: words(r.lastElementChild)})),
  });
  const tables = name => [...section(name).querySelectorAll('table')].map(table);
  return {
    tone: tables('Kommenttien sävy'), waves: tables('Mittauskerrat'),
    bridge: tables('Mistä muutos koostuu'), segments: tables('Taustaryhmät'),
    trends: [...root.querySelectorAll('.trends figure')].map(f => ({
      name: words(f.querySelector('strong')), faded: faded(f),
      dots: [...f.querySelectorAll('.dot')].map(d => Number(getComputedStyle(d).opacity) < 1)})),
    trees: [...root.querySelectorAll('details.why')].map(d => ({
      theme: words(d.querySelector('h3')), band: d.querySelector('summary small').textContent,
      seen: seen(d), open: d.open})),
    quotes: [...root.querySelectorAll('section:not(.comments) blockquote')].map(q => ({
      row: /rivi (\d+)/.exec(q.querySelector('small').textContent)[1], seen: seen(q),
      where: q.closest('.why') ? 'why' : q.closest('.quotes') ? 'quotes' : 'conflict',
      theme: q.closest('.why,.quotes') ? words(q.closest('.why,.quotes').querySelector('h3')) : '',
      tree: q.closest('.why') ? q.closest('.why').querySelector('summary small').textContent : '',
    })),
    bare: [...root.querySelectorAll('h4')].filter(h => seen(h) &&
      h.nextElementSibling && h.nextElementSibling.matches('blockquote') &&
      !seen(h.nextElementSibling)).filter(h => {
      let e = h;
      while ((e = e.nextElementSibling) && e.matches('blockquote')) if (seen(e)) return false;
      return true;
    }).length,
    groups: [...root.querySelectorAll('.quotes')].map(d => ({
      theme: words(d.querySelector('h3')), seen: seen(d), open: d.open,
      note: seen(d.querySelector('.told')) ? d.querySelector('.told').textContent : ''})),
    sides: [...section('Arvostelijoiden ja suosittelijoiden sanat').querySelectorAll(
      '.pair>div')].map(d => ({name: d.querySelector('h3').textContent, faded: faded(d)})),
    notes: Object.fromEntries([...root.querySelectorAll('section')].map(s => {
      const note = [...s.children].find(e => e.matches('p.told'));
      return [s.querySelector('h2').textContent, note && seen(note) ? note.textContent : ''];
    })),
    told: root.querySelector('.told[role=status]').textContent,
    unfolded: [...root.querySelectorAll('details')].map(d => d.open),
  };
});

const names = {detractor: 'Arvostelijat', passive: 'Passiiviset', promoter: 'Suosittelijat'};

/* Which choices the figures of a part are of. */
const parts = {
  'Pääkohdat': ['theme'], 'Teemat': ['theme'], 'Yleisyys ja vaikutus': ['theme'],
  'Kommenttien sävy': ['theme'], 'Mittauskerrat': ['wave'],
  'Mistä muutos koostuu': ['theme', 'wave'], 'Taustaryhmät': [],
  'Arvostelijoiden ja suosittelijoiden sanat': ['band'],
  'Mitä sanasto ei tunne': ['theme'], 'Sanat ja piste ristiriidassa': [],
};

function checkThemes(now, of, label, says) {
  const named = new Map(summary('demo').themes.map(t => [t.label_fi, t.theme]));
  const expected = name => of.theme ? name !== label(of.theme)
    : named.has(name) ? says(named.get(name)) === 0 : false;
  const rows = [now.tone[1], now.waves[1], now.bridge[0], ...now.segments.slice(0, 3)].flatMap(
    t => t.rows.filter(r => named.has(r.name)).map(r => [t, r]));
  assert.ok(rows.length > 60);
  for (const [, row] of rows) assert.equal(row.cells[0], expected(row.name), row.name);
  for (const f of now.trends) assert.equal(f.faded, expected(f.name), f.name);
  assert.equal(now.trends.length, 6);
  for (const row of now.bridge[0].rows.filter(
    r => !named.has(r.name) && !r.name.startsWith('NPS, ')))
    assert.equal(row.cells[0], !!of.theme, row.name);
}

function checkGroups(now, of, segments, waves) {
  for (const row of now.waves[0].rows)
    assert.equal(row.cells[1], !!of.wave && row.name !== of.wave, row.name);
  for (const row of now.bridge[0].rows.filter(r => r.name.startsWith('NPS, ')))
    assert.equal(row.cells[1], !!of.wave && row.name !== 'NPS, ' + of.wave, row.name);
  for (const f of now.trends)
    assert.deepEqual(f.dots, waves.map(w => !!of.wave && w !== of.wave), f.name);
  const themes = now.waves[1];
  themes.head.slice(1).forEach((wave, i) => {
    for (const row of themes.rows)
      if (!row.cells[0])
        assert.equal(row.cells[i + 1], !!of.wave && wave !== of.wave, `${row.name}, ${wave}`);
  });
  segments.forEach((segment, s) => {
    const value = of['seg' + s];
    const heat = now.segments[s];
    heat.head.slice(1).forEach((name, i) => {
      for (const row of heat.rows)
        if (!row.cells[0])
          assert.equal(row.cells[i + 1], !!value && name !== value, `${row.name}, ${name}`);
    });
    for (const row of now.segments[segments.length + s].rows)
      assert.equal(row.cells[1], !!value && row.name !== value, row.name);
  });
  for (const row of now.tone[0].rows.filter(r => Object.values(names).includes(r.name)))
    assert.equal(row.cells[1], !!of.band && row.name !== names[of.band], row.name);
  for (const side of now.sides)
    assert.equal(side.faded, !!of.band && side.name !== names[of.band], side.name);
}

function checkQuotes(now, of, label, byRow, segments) {
  const picks = Object.entries(of);
  const treeSeen = t => (!of.theme || t.theme === label(of.theme)) &&
    (!of.band || t.band === names[of.band]);
  for (const t of now.trees) {
    assert.equal(t.seen, treeSeen(t), `tree ${t.theme}, ${t.band}`);
    if (of.theme && t.theme === label(of.theme)) assert.ok(t.open, t.theme);
  }
  const stays = q => picks.every(([kind, value]) => kind === 'theme' && q.theme
    ? q.theme === label(value)
    : byRow.get(q.row).some(c => fits(c, kind, value, segments)));
  for (const q of now.quotes)
    assert.equal(q.seen, stays(q) &&
      (q.where !== 'why' || treeSeen({theme: q.theme, band: q.tree})), JSON.stringify(q));
  assert.equal(now.bare, 0, 'no heading without a quote');
  for (const g of now.groups) {
    const left = now.quotes.filter(q => q.where === 'quotes' && q.theme === g.theme && q.seen);
    assert.equal(g.seen, left.length > 0, g.theme);
    if (g.seen) assert.equal(g.note, 'Valinnassa: ' + left.length);
    if (of.theme && g.theme === label(of.theme)) assert.ok(g.open, g.theme);
  }
  const none = now.quotes.every(q => q.where !== 'quotes' || !q.seen);
  assert.equal(now.notes['Poimintoja vastauksista'],
    none ? 'Valintaan ei kuulu yhtään sivun poimintaa.' : '');
}

function checkNotes(now, of) {
  const whole = 'Tämän osan luvut on laskettu kaikista vastauksista.';
  const kinds = Object.keys(of);
  for (const [name, follows] of Object.entries(parts)) {
    const left = kinds.filter(kind => !follows.includes(kind));
    const note = now.notes[name];
    assert.equal(note.startsWith(whole), left.length > 0, `${name}: ${note}`);
    assert.equal(note.includes('palaute analyze'),
      left.length > 0 && kinds.some(kind => /^(seg|wave)/.test(kind)), `${name}: ${note}`);
    assert.equal(note.includes('palaute why'),
      left.some(kind => kind === 'theme' || kind === 'band'), `${name}: ${note}`);
  }
  const note = now.notes['Mitä eniten painavien teemojen takana on'];
  if (now.trees.every(t => !t.seen))
    assert.ok(note.startsWith('Sivulla ei ole puuta tästä valinnasta.'), note);
  else assert.equal(note.startsWith(whole), kinds.some(kind => /^(seg|wave)/.test(kind)), note);
}

const choices = [
  [['theme', 'toimitusaika']], [['theme', 'jonotusaika']], [['band', 'detractor']],
  [['band', 'passive']], [['band', 'promoter']], [['wave', 'kuura-2026-kevat']],
  [['wave', 'kuura-2026-syksy']], [['seg0', 'Yritys']], [['seg2', 'Pohjoinen']],
  [['theme', 'tiedonkulku'], ['band', 'detractor']],
  [['theme', 'toimitusaika'], ['wave', 'kuura-2026-syksy'], ['seg2', 'Etelä']],
  [['band', 'promoter'], ['seg1', 'Mobiili']],
  [['theme', 'hintataso'], ['band', 'passive'], ['wave', 'kuura-2026-kevat'], ['seg2', 'Itä']],
];

for (const picks of choices)
  test('each part follows ' + picks.map(p => p[1]).join(', '), async () => {
    const {page, context, seen} = await open(browser, 'demo');
    const all = comments('demo');
    const segments = segmentsOf(all);
    const s = summary('demo');
    const label = theme => s.themes.find(t => t.theme === theme).label_fi;
    const waves = s.groups.filter(g => g.column === 'wave').map(g => g.value);
    const byRow = new Map();
    for (const c of all) byRow.set(c.row, [...byRow.get(c.row) || [], c]);
    const before = await look(page);
    assert.ok(before.quotes.length > 50 && before.quotes.every(q => q.seen));
    assert.equal(before.told, '');
    await press(page, picks);
    const now = await look(page);
    const of = Object.fromEntries(picks);
    const left = all.filter(c => picks.every(([k, v]) => fits(c, k, v, segments)));
    checkThemes(now, of, label, theme => left.filter(c => themesOf(c).includes(theme)).length);
    checkGroups(now, of, segments, waves);
    checkQuotes(now, of, label, byRow, segments);
    checkNotes(now, of);
    assert.ok(now.told.startsWith('Valittu: ') && now.told.includes(
      `kommentteja ${left.length}, puita ${now.trees.filter(t => t.seen).length}, ` +
      `poimintoja ${now.quotes.filter(q => q.seen).length}.`), now.told);
    await page.keyboard.press('Escape');
    const after = await look(page);
    assert.deepEqual({...after, told: ''}, before, 'Escape takes all back');
    assert.equal(after.told, 'Valinta on poistettu, ja kaikki on taas näkyvissä.');
    assert.deepEqual(seen, []);
    await context.close();
  });

test('what was folded by hand stays so when a theme is taken back', async () => {
  const {page, context} = await open(browser, 'demo');
  const state = () => page.evaluate(
    () => [...document.querySelectorAll('details')].map(d => d.open));
  await page.evaluate(() => {
    document.querySelectorAll('.page.fi details.why')[0].open = false;
    document.querySelectorAll('.page.fi details.quotes')[3].open = true;
  });
  const before = await state();
  await press(page, [['theme', 'toimitusaika']]);
  await press(page, [['theme', 'jonotusaika']]);
  await press(page, [['band', 'detractor']]);
  assert.notDeepEqual(await state(), before);
  await press(page, [['theme', 'jonotusaika'], ['band', 'detractor']]);
  assert.deepEqual(await state(), before);
  await context.close();
});

test('quotes follow where the page holds a part of the comments only', async () => {
  const {page, context} = await open(browser, 'big');
  const all = comments('big');
  const segments = segmentsOf(all);
  const byRow = new Map();
  for (const c of all) byRow.set(c.row, [...byRow.get(c.row) || [], c]);
  const held = new Set(await page.evaluate(
    () => JSON.parse(document.getElementById('data').textContent).comments.map(c => c[0])));
  const rows = () => page.evaluate(() =>
    [...document.querySelectorAll('.page.fi .quotes blockquote')].map(
      q => [q.dataset.row, !q.closest('.off')]));
  const quoted = await rows();
  assert.ok(quoted.some(([row]) => !held.has(row)), 'quotes outside of the part');
  const at = segments.indexOf('Alue');
  for (const pick of [['seg' + at, 'Pohjoinen'], ['band', 'promoter']]) {
    await press(page, [pick]);
    let shown = 0;
    for (const [row, seen] of await rows()) {
      assert.equal(seen, byRow.get(row).some(c => fits(c, ...pick, segments)), `row ${row}`);
      shown += seen;
    }
    assert.ok(shown > 0 && shown < quoted.length, `${shown} of ${quoted.length}`);
    await page.keyboard.press('Escape');
  }
  await context.close();
});

test('unknown words near to the chosen theme stay, the others fade', async () => {
  const {page, context} = await open(browser, 'big');
  const read = () => page.evaluate(() => [...[...document.querySelectorAll('.page.fi section')]
    .find(s => s.querySelector('h2').textContent === 'Mitä sanasto ei tunne')
    .querySelectorAll('tbody tr')].map(r => [r.lastElementChild.textContent,
    getComputedStyle(r.cells[0]).color === getComputedStyle(document.querySelector(
      '.page.fi small')).color]));
  /* a theme that some of the words are near to, and others are not */
  const label = new Map(summary('big').themes.map(t => [t.label_fi, t.theme]));
  const before = await read();
  const near = before.map(([theme]) => theme).find(
    theme => label.has(theme) && before.some(([other]) => other !== theme));
  assert.ok(near, before.join('; '));
  await press(page, [['theme', label.get(near)]]);
  const terms = await read();
  assert.ok(terms.length > 1 && terms.some(([theme]) => theme === near));
  for (const [theme, faded] of terms) assert.equal(faded, theme !== near, theme);
  await context.close();
});

/* Runs a command of the page where the files are. */
function run(line, to) {
  const bin = path.join(out, 'bin');
  fs.mkdirSync(bin, {recursive: true});
  fs.rmSync(path.join(bin, 'palaute'), {force: true});
  fs.symlinkSync(process.env.PALAUTE, path.join(bin, 'palaute'));
  const extra = line.startsWith('palaute analyze') ? ` --quiet --force -o '${to}'` : '';
  const verb = line.split(' ').slice(0, 2).join(' ');
  const done = spawnSync('sh', ['-c', verb + extra + line.slice(verb.length)],
    {cwd: path.join(__dirname, '../../corpora/demo'), encoding: 'utf8',
     env: {...process.env, PATH: bin + ':' + process.env.PATH}});
  /* 1: some rows were refused */
  assert.ok(done.status === 0 || done.status === 1, done.stderr);
  return done.stdout;
}

test('the commands that the page names give the figures of the selection', async () => {
  const {page, context} = await open(browser, 'demo');
  const s = summary('demo');
  const codes = name => page.evaluate(heading => [...[...document.querySelectorAll(
    '.page.fi section')].find(x => x.querySelector('h2').textContent === heading).querySelectorAll(
    '.told code')].map(c => c.textContent), name);
  const to = folder('selection');
  for (const [kind, value] of [['seg2', 'Pohjoinen'], ['wave', 'kuura-2026-kevat']]) {
    await press(page, [[kind, value]]);
    const [line, ...more] = await codes('Pääkohdat');
    assert.deepEqual(more, []);
    run(line, to);
    const group = s.groups.find(g => g.value === value);
    assert.equal(summary('selection').nps.nps, group.nps.nps, line);
    const of = summary('selection');
    assert.equal(of.rows - of.refusals, group.rows, line);
    await page.keyboard.press('Escape');
  }
  await press(page, [['theme', 'jonotusaika'], ['band', 'passive'], ['seg2', 'Etelä']]);
  const [line] = await codes('Mitä eniten painavien teemojen takana on');
  assert.equal(line, "palaute why jonotusaika --band passive --only 'Alue=Etelä' " +
    'kuura-2026-kevat.csv kuura-2026-syksy.csv');
  const told = run(line, to);
  const left = comments('demo').filter(c => c.band === 'passive' && c.Alue === 'Etelä');
  assert.ok(told.includes(String(left.filter(c => themesOf(c).includes('jonotusaika')).length)),
    told);
  await context.close();
});

test('a command quotes what a shell would read', async () => {
  const {page, context} = await open(browser, 'hostile');
  await press(page, [['seg1', "'"]]);
  const line = await page.locator('.page.fi .told code').first().textContent();
  const shown = execFileSync('sh', ['-c', line.replace(/^palaute analyze/, "printf '%s\\n'")],
    {encoding: 'utf8'}).split('\n');
  assert.deepEqual(shown.slice(0, 2), ['--only', "constructor='"]);
  assert.equal(shown[2], `kysely <b onmouseover=alert(1)>&"'.csv`);
  await context.close();
});
