#!/usr/bin/env node
require('./dist/delta-sync.cjs');
