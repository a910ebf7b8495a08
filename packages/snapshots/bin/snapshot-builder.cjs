#!/usr/bin/env node
import('./dist/snapshot-builder.mjs');
