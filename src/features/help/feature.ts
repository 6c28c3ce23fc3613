import { defineFeature } from '../../core/feature.ts';
import { help } from './help.ts';

export const helpFeature = defineFeature({ id: 'help', commands: [help] });
