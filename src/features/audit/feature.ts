import { defineFeature } from '../../core/feature.ts';
import { audit } from './audit.ts';

export const auditFeature = defineFeature({ id: 'audit', commands: [audit] });
