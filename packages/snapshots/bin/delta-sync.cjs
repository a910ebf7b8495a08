#!/usr/bin/env node
require('../dist/bin/delta-sync.cjs');
