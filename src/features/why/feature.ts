import { defineFeature } from '../../core/feature.ts';
import { why } from './why.ts';

export const whyFeature = defineFeature({ id: 'why', commands: [why] });
