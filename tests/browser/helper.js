'use strict';
/* A browser, the pages, and the figures that they must show. */
const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');
const {chromium} = require('playwright-core');
const csv = require('./csv.js');

const out = process.env.OUT;

const launch = () => chromium.launch({
  executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage']});

const folder = name => path.join(out, name);
const read = (name, file) => fs.readFileSync(path.join(folder(name), file), 'utf8');
const summary = name => JSON.parse(read(name, 'summary.json'));
/** Comments alone: comments.csv has a line for each row without one, too. */
const comments = name => csv.table(read(name, 'comments.csv')).filter(c => c.sentiment !== '');

/** Opens report.html of a result. `seen` collects what nobody should ever see: console
 *  messages, errors, and requests for anything but the page itself. */
async function open(browser, name, options = {}) {
  const context = await browser.newContext({viewport: {width: 1100, height: 900}, ...options});
  const page = await context.newPage();
  const url = pathToFileURL(path.join(folder(name), 'report.html')).href;
  const seen = [];
  page.on('console', message => seen.push('console: ' + message.text()));
  page.on('pageerror', error => seen.push('error: ' + error.message));
  page.on('dialog', dialog => {
    seen.push('dialog: ' + dialog.message());
    dialog.dismiss();
  });
  page.on('popup', () => seen.push('popup'));
  context.on('request', request => {
    if (request.url() !== url) seen.push('request: ' + request.url());
  });
  await page.goto(url);
  return {page, context, seen};
}

/** Figures as the two languages write them. */
const tongues = {
  fi: {point: ',', group: '\u202F', percent: '\u00A0%', upto: '…'},
  en: {point: '.', group: ',', percent: '%', upto: ' to '},
};
const points = (x, tongue, plus = false) => {
  const far = Math.abs(x) >= 0.05;
  return (far && x < 0 ? '\u2212' : far && plus ? '+' : '') +
    Math.abs(x).toFixed(1).replace('.', tongues[tongue].point);
};
const share = (x, tongue) => points(100 * x, tongue) + tongues[tongue].percent;
const range = (low, high, tongue) =>
  points(low, tongue) + tongues[tongue].upto + points(high, tongue);
const count = (n, tongue) => String(n).replace(/\B(?=(\d{3})+$)/g, tongues[tongue].group);

module.exports = {launch, open, folder, out, summary, comments, tongues, points, share, range,
                  count};
