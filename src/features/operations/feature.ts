import { defineFeature } from '../../core/feature.ts';
import { check } from './check.ts';
import { decide } from './decide.ts';

export const operationsFeature = defineFeature({ id: 'operations', commands: [check, decide] });
