#!/usr/bin/env node
require('./dist/snapshot-builder.cjs');
