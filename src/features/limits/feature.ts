import { defineFeature } from '../../core/feature.ts';
import { limit } from './limit.ts';
import { limits } from './limits.ts';

export const limitsFeature = defineFeature({ id: 'limits', commands: [limits, limit] });
