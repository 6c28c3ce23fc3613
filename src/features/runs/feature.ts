import { defineFeature } from '../../core/feature.ts';
import { run } from './run.ts';

export const runsFeature = defineFeature({ id: 'runs', commands: [run] });
