'use strict';
// node wink.js SURVEY: tokens, stems and sentiment by wink-nlp, whose model is English.
const winkNLP = require('wink-nlp');
const model = require('wink-eng-lite-web-model');

const nlp = winkNLP(model, ['sbd', 'negation', 'sentiment']);
const its = nlp.its;

require('./survey').run(process.argv[2], comment => {
    const doc = nlp.readDoc(comment);
    return [doc.out(its.sentiment), doc.tokens().out(its.stem).length];
});
