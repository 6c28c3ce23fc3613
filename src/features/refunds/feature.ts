import { defineFeature } from '../../core/feature.ts';
import { capture } from './capture.ts';
import { charge } from './charge.ts';
import { authorisation } from './lapse.ts';
import { refund } from './refund.ts';
import { release } from './release.ts';

export const refundsFeature = defineFeature({
  id: 'refunds',
  commands: [refund, capture, release, charge],
  duties: [authorisation],
});
