'use strict';
/* The surveys whose pages are looked at, and their results in build/browser/. */
const fs = require('fs');
const path = require('path');
const {spawnSync} = require('child_process');
const csv = require('./csv.js');

const out = process.env.OUT;
const demo = ['kuura-2026-kevat.csv', 'kuura-2026-syksy.csv'].map(
  name => path.join(__dirname, '../../corpora/demo', name));

const BIG_ROWS = 100000;
const LONG = 30000;

/* What a respondent may write; each would set window.hit or ask for a file if it ran. */
const hostile = [
  '<script>window.hit = 1</script>',
  '</script><script>window.hit = 1</script>',
  ']]></script><!--<script>window.hit = 1//',
  '<img src="x" onerror="window.hit = 1">',
  '"><svg onload="window.hit = 1">',
  "' onmouseover='window.hit = 1",
  '<style>body { display: none }</style>',
  '<iframe src="https://example.com/"></iframe><link rel="stylesheet" href="//example.com/x.css">',
  '</title></section></div></main></body>',
  '<a href="javascript:window.hit = 1">x</a>',
  '{0} {{constructor.constructor("window.hit = 1")()}} ${window.hit = 1} $& $1 \\u003cscript',
  '&lt;script&gt;window.hit = 1&lt;/script&gt; &#60;b&#62;',
  '=HYPERLINK("https://example.com/","x")',
  '+1+1|cmd',
  '@SUM(1)*cmd|\' /C calc\'!A0',
  '-2+3',
  '\u202Eolleh\u202C \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \u2066x\u2069',
  '\u200B\u200D\uFEFF\u2060 z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358\u0359a\u035A\u035B\u0301\u0301\u0301\u0301',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F1EB}\u{1F1EE} \u{1F44D}\u{1F3FD} \u{1F621}',
  '\u2028\u2029 \u0085 tab\there\nnew line\n\nmore',
  '__proto__ constructor toString hasOwnProperty',
];

const names = {
  segment: ['<b onmouseover="window.hit=1">Etelä</b>', '"><script>window.hit=1</script>',
            '\u202E\u05E9\u05DC\u05D5\u05DD', '=1+1', 'W'.repeat(200)],
  other: ['constructor', '__proto__', '\u200B\u{1F44D}', '&amp;', "'"],
  wave: ['2026 <script>window.hit=1</script>', '2026 "</title>"'],
};

/* Answers that raise themes, each with something hostile beside it. */
function hostileRows() {
  const said = [
    ['jonotin puhelimessa tunnin', 2], ['liian kallis hinta', 4],
    ['ystävällinen palvelu', 10], ['toimitus myöhästyi viikon', 1],
    ['the delivery was late again', 3], ['great service and friendly staff', 9],
    ['lasku oli väärin', 5], ['ok', 8],
  ];
  const rows = [['Vastaus-ID', 'Arvosana 0-10 <i>', 'Miksi? <script>window.hit = 1</script>',
                 'Aalto', 'Alue <img src=x onerror=window.hit=1>', 'constructor']];
  for (let i = 0; i < 640; i++) {
    const [words, score] = said[i % said.length];
    let text = words + ' ' + hostile[i % hostile.length];
    if (i === 100) text = words + ' ' + 'jono '.repeat(LONG / 5);
    if (i === 101) text = words + ' ' + 'x'.repeat(1000);
    if (i === 102) text = '\u05D0'.repeat(1000) + ' ' + words;
    rows.push([`<${i}>`, score, text, names.wave[i < 320 ? 0 : 1],
               names.segment[i % 5], names.other[Math.floor(i / 5) % 5]]);
  }
  return csv.write(rows);
}

/* The demo over and over, up to 100,000 rows. */
function bigRows() {
  const [head, ...rows] = csv.parse(fs.readFileSync(demo[1], 'utf8').replace(/^\uFEFF/, ''));
  const all = [head];
  for (let i = 0; i < BIG_ROWS; i++) {
    const row = rows[i % rows.length].slice();
    row[0] = 'B-' + i;
    all.push(row);
  }
  return csv.write(all);
}

function analyze(name, inputs, options) {
  const run = spawnSync(process.env.PALAUTE,
    ['analyze', '--quiet', '--force', '--output', path.join(out, name), ...options, ...inputs],
    {stdio: 'inherit'});
  /* 1: some rows were refused */
  if (run.status !== 0 && run.status !== 1) process.exit(run.status || 2);
}

const evil = path.join(out, `kysely <b onmouseover=alert(1)>&"'.csv`);
fs.writeFileSync(evil, hostileRows());
fs.writeFileSync(path.join(out, 'big.csv'), bigRows());
analyze('demo', demo, []);
analyze('english', demo, ['--screen', 'en']);
analyze('hostile', [evil], ['--score', '2', '--text', '3', '--wave', '4', '--segment', '5',
                            '--segment', '6', '--screen', 'fi']);
analyze('big', [path.join(out, 'big.csv')], []);
fs.rmSync(path.join(out, 'big.csv'));
