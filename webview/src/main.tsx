import { createRoot } from 'react-dom/client';
import 'reactflow/dist/style.css';
import './theme.css';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
