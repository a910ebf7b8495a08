#!/usr/bin/env node
import('./dist/delta-sync.mjs');
