import { defineFeature } from '../../core/feature.ts';
import { every } from './every.ts';
import { scheduled } from './scheduled.ts';

export const schedulesFeature = defineFeature({ id: 'schedules', commands: [every, scheduled] });
