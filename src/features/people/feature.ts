import { defineFeature } from '../../core/feature.ts';
import { language } from './language.ts';

export const peopleFeature = defineFeature({ id: 'people', commands: [language] });
