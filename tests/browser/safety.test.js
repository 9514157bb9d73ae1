'use strict';
/* Nothing of a survey runs, nothing leaves the page, and its policy holds. */
const test = require('node:test');
const assert = require('node:assert');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const {launch, open, folder, summary, comments, count} = require('./helper.js');

let browser;
test.before(async () => { browser = await launch(); });
test.after(() => browser.close());

/* Opens all that is folded, presses all that can be pressed, in both languages. */
async function pressAll(page) {
  for (const tongue of ['fi', 'en']) {
    await page.click(`label[for=tongue-${tongue}]`);
    await page.evaluate(async lang => {
      const root = document.querySelector('.page.' + lang);
      for (const part of root.querySelectorAll('details')) part.open = true;
      const more = root.querySelector('.more');
      for (let i = 0; i < 10 && !more.hidden; i++) more.click();
      for (const b of root.querySelectorAll('.pick button')) {
        b.click();
        b.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
        b.click();
      }
      await new Promise(done => setTimeout(done, 50));
    }, tongue);
  }
}

for (const name of ['demo', 'hostile'])
  test(`${name}: silent, still and alone, whatever is pressed`, async () => {
    const {page, context, seen} = await open(browser, name);
    await pressAll(page);
    const found = await page.evaluate(() => ({
      hit: window.hit,
      elements: [...document.querySelectorAll('*')].map(e => e.localName),
      handlers: [...document.querySelectorAll('*')].flatMap(
        e => [...e.attributes].map(a => a.name)).filter(a => /^on|^style$|^src$|^href$/.test(a)),
    }));
    assert.deepEqual(seen, []);
    assert.equal(found.hit, undefined);
    assert.deepEqual(found.handlers, []);
    for (const element of ['img', 'iframe', 'object', 'embed', 'link', 'a', 'form', 'base', 'i'])
      assert.ok(!found.elements.includes(element), element);
    assert.equal(found.elements.filter(e => e === 'script').length, 2);
    assert.equal(found.elements.filter(e => e === 'style').length, 1);
    await context.close();
  });

test('hostile: the words of the respondents stand there as they were written', async () => {
  const {page, context} = await open(browser, 'hostile');
  const all = comments('hostile');
  const s = summary('hostile');
  assert.equal(s.rows, 640);
  const first = await page.evaluate(() => {
    const more = document.querySelector('.page.fi .more');
    while (!more.hidden) more.click();
    return [...document.querySelectorAll('.page.fi .list blockquote p')].map(p => p.textContent);
  });
  assert.equal(first.length, all.length);
  all.forEach((c, i) => {
    if (Buffer.byteLength(c.text) <= 4000) assert.equal(first[i], c.text);
    else {
      assert.ok(first[i].endsWith('…'), 'a cut is told');
      assert.ok(c.text.startsWith(first[i].slice(0, -1)));
    }
  });
  const text = await page.textContent('.page.fi');
  for (const group of s.groups.filter(g => !g.pooled)) assert.ok(text.includes(group.value));
  assert.ok(text.includes(s.inputs[0].name));
  assert.ok((await page.textContent('.page.fi .big')).length > 3);
  await context.close();
});

test('hostile: choices by names like __proto__ leave their own comments', async () => {
  const {page, context} = await open(browser, 'hostile');
  const all = comments('hostile');
  const columns = Object.keys(all[0]).slice(10);
  const picks = await page.evaluate(() => [...document.querySelectorAll('.page.fi .pick')].map(
    p => [p.dataset.pick, p.dataset.value]).filter(p => /^seg|wave/.test(p[0])));
  assert.ok(picks.length >= 12, String(picks.length));
  for (const [kind, value] of picks) {
    const column = kind === 'wave' ? 'wave' : columns[Number(kind.slice(3))];
    const told = await page.evaluate(([k, v]) => {
      [...document.querySelectorAll('.page.fi .pick')].find(
        p => p.dataset.pick === k && p.dataset.value === v).firstChild.click();
      const text = document.querySelector('.page.fi .found').textContent;
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
      return text;
    }, [kind, value]);
    const n = all.filter(c => c[column] === value).length;
    assert.ok(n > 0 && told.endsWith(': ' + count(n, 'fi')), `${kind} ${value}: ${told}`);
  }
  await context.close();
});

for (const name of ['demo', 'hostile'])
  for (const width of [360, 768, 1100])
    test(`${name}: no wider than a window of ${width} pixels`, async () => {
      const {page, context} = await open(browser, name, {viewport: {width, height: 800}});
      for (const tongue of ['fi', 'en']) {
        await page.click(`label[for=tongue-${tongue}]`);
        for (const chosen of [false, true]) {
          const [wide, tables] = await page.evaluate(([lang, press]) => {
            const root = document.querySelector('.page.' + lang);
            for (const part of root.querySelectorAll('details')) part.open = true;
            if (press) root.querySelector('.key .pick button').click();
            const over = [...root.querySelectorAll('.scroll')].filter(
              f => f.scrollWidth > f.clientWidth).map(f => f.getAttribute('aria-label'));
            return [document.scrollingElement.scrollWidth, over];
          }, [tongue, chosen]);
          assert.ok(wide <= width, `${tongue}: ${wide} > ${width}`);
          if (name === 'demo' && width === 1100 && !chosen) assert.deepEqual(tables, []);
        }
      }
      await context.close();
    });

test('the policy names this style and this script, and stops all others', async () => {
  for (const name of ['demo', 'hostile']) {
    const html = fs.readFileSync(path.join(folder(name), 'report.html'), 'utf8');
    const hash = text => `'sha256-${crypto.createHash('sha256').update(text).digest('base64')}'`;
    const [, style] = /<style>([^]*?)<\/style>/.exec(html);
    const [, script] = /<script>([^]*?)<\/script>/.exec(html);
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html);
    assert.deepEqual(policy.split('; '), ["default-src 'none'", `style-src ${hash(style)}`,
      `script-src ${hash(script)}`, "base-uri 'none'", "form-action 'none'"]);
    assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<style>'));
    assert.doesNotMatch(style + script + policy, /unsafe-|https?:|url\(|@import|eval/);
  }
  const {page, context} = await open(browser, 'demo');
  const stopped = await page.evaluate(async () => {
    const blocked = [];
    document.addEventListener('securitypolicyviolation', e => blocked.push(e.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.hit = 1';
    document.body.append(script);
    const image = new Image();
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    await fetch('https://example.com/').catch(() => {});
    await new Promise(done => setTimeout(done, 100));
    return {blocked: blocked.sort(), hit: window.hit};
  });
  assert.equal(stopped.hit, undefined);
  assert.deepEqual(stopped.blocked, ['connect-src', 'img-src', 'script-src-elem']);
  await context.close();
});

test('without script the story is told, in both languages', async () => {
  const {page, context, seen} = await open(browser, 'demo', {javaScriptEnabled: false});
  const s = summary('demo');
  for (const [tongue, other] of [['fi', 'en'], ['en', 'fi']]) {
    await page.locator(`label[for=tongue-${tongue}]`).click();
    const root = page.locator(`.page.${tongue}`);
    assert.ok(await root.isVisible() && !await page.locator(`.page.${other}`).isVisible());
    for (const part of ['.lede', '.big', '.bands', '.themes table', '.quadrant', '.trend',
      '.diverging', '.heat-1', '.why[open] mark', 'dl', '.formula'])
      assert.ok(await root.locator(part).first().isVisible(), part);
    for (const part of ['.bar', '.live', '.follow', '.picked', '.chosen'])
      assert.ok(!await root.locator(part).first().isVisible(), part);
    assert.equal(await root.locator('button:visible').count(), 0);
    assert.ok((await root.innerText()).includes(s.themes[0]['label_' + tongue]));
    const folded = root.locator('details.quotes').first();
    await folded.locator('summary').click();
    assert.ok(await folded.locator('mark').first().isVisible());
  }
  assert.deepEqual(seen, []);
  await context.close();
});

test('100,000 rows: the page holds 2,000 comments and is soon there', async () => {
  const start = Date.now();
  const {page, context, seen} = await open(browser, 'big');
  await page.locator('.page.fi .list blockquote').first().waitFor();
  const opened = Date.now() - start;
  const pressed = await page.evaluate(() => {
    const from = performance.now();
    document.querySelector('.page.fi .themes .pick button').click();
    document.body.getBoundingClientRect();
    return Math.round(performance.now() - from);
  });
  const bytes = fs.statSync(path.join(folder('big'), 'report.html')).size;
  console.log(`100,000 rows: opened in ${opened} ms, a choice took ${pressed} ms, ` +
    `${(bytes / 1e6).toFixed(1)} MB`);
  const said = await page.textContent('.page.fi .comments');
  assert.ok(said.includes('2\u202F000') && said.includes('comments.csv'));
  assert.equal(await page.evaluate(
    () => JSON.parse(document.getElementById('data').textContent).comments.length), 2000);
  assert.deepEqual(seen, []);
  await context.close();
});
