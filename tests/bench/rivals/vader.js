'use strict';
// node vader.js SURVEY: English sentiment of every answer, no stems; Finnish is read in vain.
const { SentimentIntensityAnalyzer } = require('vader-sentiment');

require('./survey').run(process.argv[2], comment => [
    SentimentIntensityAnalyzer.polarity_scores(comment).compound, 0,
]);
