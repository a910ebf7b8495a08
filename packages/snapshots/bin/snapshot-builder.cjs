#!/usr/bin/env node
require('../dist/bin/snapshot-builder.cjs');
