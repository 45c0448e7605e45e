#!/usr/bin/env node
import '../dist/stepthrough.mjs';
