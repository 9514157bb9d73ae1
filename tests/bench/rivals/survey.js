'use strict';
// The rows of id;date;segment;nps;comment, RFC 4180 with semicolons, without the heading.
const fs = require('fs');

function* rows(path) {
    const text = fs.readFileSync(path, 'utf8');
    let cells = [];
    let heading = true;
    for (let at = 0; at < text.length;) {
        let cell = '';
        if (text[at] === '"') {
            let end = at;
            do {
                const begin = end + 1;
                end = text.indexOf('"', begin);
                cell += text.slice(begin, end) + (text[end + 1] === '"' ? '"' : '');
                end++;
            } while (text[end] === '"');
            at = end;
        } else {
            let end = at;
            while (end < text.length && text[end] !== ';' && text[end] !== '\n')
                end++;
            cell = text.slice(at, end);
            at = end;
        }
        cells.push(cell);
        if (text[at++] === ';')
            continue;
        if (!heading)
            yield cells;
        heading = false;
        cells = [];
    }
}

// Scores every comment with score(comment) -> [points, tokens], sums by segment and month.
function run(path, score) {
    const groups = new Map();
    let count = 0;
    let tokens = 0;
    let sum = 0;
    for (const [, date, segment, , comment] of rows(path)) {
        const [points, words] = score(comment);
        const key = segment + ' ' + date.slice(0, 7);
        const group = groups.get(key) || [0, 0];
        group[0]++;
        group[1] += points;
        groups.set(key, group);
        count++;
        tokens += words;
        sum += points;
    }
    console.log(`rows ${count} tokens ${tokens} sum ${sum.toFixed(1)} groups ${groups.size}`);
}

module.exports = { run };
