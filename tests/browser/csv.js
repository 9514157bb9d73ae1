'use strict';
/* RFC 4180, as palaute writes it: no number is touched. */

/** Rows as arrays of cells. */
function parse(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"') {
      quoted = true;
    } else if (c === ',' || c === '\n') {
      row.push(cell);
      cell = '';
      if (c === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (c !== '\r') {
      cell += c;
    }
  }
  if (cell !== '' || row.length) rows.push([...row, cell]);
  return rows;
}

/** Rows as objects by their heading. */
function table(text) {
  const [head, ...rows] = parse(text.replace(/^\uFEFF/, ''));
  return rows.map(row => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

function write(rows) {
  const cell = text => (/[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);
  return rows.map(row => row.map(c => cell(String(c))).join(',') + '\n').join('');
}

module.exports = {parse, table, write};
