import { defineFeature } from '../../core/feature.ts';
import { callbackPage } from './callback-page.ts';
import { connectCode } from './connect-code.ts';
import { connect } from './connect.ts';
import { connectProduct } from './connect-product.ts';
import { hubPage } from './hub-page.ts';
import { linkPage } from './link-page.ts';
import { testProduct } from './test-product.ts';

export const connectFeature = defineFeature({
  id: 'connect',
  commands: [connect, connectCode, connectProduct],
  duties: [testProduct],
  pages: [linkPage, callbackPage, hubPage],
});
