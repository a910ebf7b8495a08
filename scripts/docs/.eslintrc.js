module.exports = require('../../eslint-factory').forPrograms(__dirname);
