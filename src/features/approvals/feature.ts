import { defineFeature } from '../../core/feature.ts';
import { approvals } from './approvals.ts';
import { approve } from './approve.ts';
import { reject } from './reject.ts';

export const approvalsFeature = defineFeature({
  id: 'approvals',
  commands: [approvals, approve, reject],
});
