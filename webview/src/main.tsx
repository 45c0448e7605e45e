import { createRoot } from 'react-dom/client';
import 'reactflow/dist/style.css';
import './style/base.css';
import './style/canvas.css';
import './style/inspector.css';
import './style/overlays.css';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
