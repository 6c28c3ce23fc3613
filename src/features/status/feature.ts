import { defineFeature } from '../../core/feature.ts';
import { status } from './status.ts';

export const statusFeature = defineFeature({ id: 'status', commands: [status] });
