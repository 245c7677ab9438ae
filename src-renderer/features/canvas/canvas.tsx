import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react'
import { type PointerEvent, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import '@xyflow/react/dist/base.css'
import '../../ui/block-art/block-art.css'
import './canvas.css'
import './parts/wires.css'
import './parts/on-block.css'
import './parts/bubbles.css'
import './parts/over-canvas.css'
import './mirrored.css'
import { useFlow } from '../../model/flow-store.ts'
import { monitorBoxes } from '../../model/monitor-edits.ts'
import { useSelection } from '../../model/selection-store.ts'
import { MoveByKeys } from './by-keys/move-by-keys.tsx'
import { WireByKeys } from './by-keys/wire-by-keys.tsx'
import { useCanvasCommands } from './canvas-commands.ts'
import { resetCanvas, setCanvas, useCanvas } from './canvas-store.ts'
import { useBlockDrag } from './drag/use-block-drag.ts'
import { useBoxSelect } from './drag/use-box-select.ts'
import { usePaletteDrag } from './drag/use-palette-drag.ts'
import { useValueDrop } from './drag/use-value-drop.ts'
import { useWireDrag } from './drag/use-wire-drag.ts'
import { Monitors } from './monitors/monitors.tsx'
import { NameMyBlock } from './my-block/name-my-block.tsx'
import { NotesLayer } from './notes/notes-layer.tsx'
import { usePlaceCommands } from './notes/use-place-commands.ts'
import { CanvasMenu } from './parts/canvas-menu.tsx'
import { DragLayer } from './parts/drag-layer.tsx'
import { EmptyCanvas } from './parts/empty-canvas.tsx'
import { FlowMap } from './parts/mini-map.tsx'
import { SelectionBox } from './parts/selection-box.tsx'
import { MINI_AT, StackNode } from './parts/stack-node.tsx'
import { WireLayer } from './parts/wire-layer.tsx'
import { WireRefused } from './parts/wire-refused.tsx'
import { ZoomControls } from './parts/zoom-controls.tsx'
import { QuickAdd } from './quick-add/quick-add.tsx'
import { useOpenOnCanvas } from './quick-add/use-open-on-canvas.ts'
import { makeNodesOf } from './stack-nodes.ts'
import { useCanvasMenu } from './use-canvas-menu.ts'
import { useClipboard } from './use-clipboard.ts'
import { useKeyboard } from './use-keyboard.ts'
import { JoinsContext, OwnSceneContext, useCanvasScene } from './use-scene.ts'
import { useShowFlow } from './use-show-flow.ts'
import { useShowFocus } from './use-show-focus.ts'
import { useShowRevealed } from './use-show-revealed.ts'

const NODE_TYPES = { stack: StackNode }

/** The open flow on a canvas: blocks to take, snap, wire and fill in; and what a run does with them. */
export const Canvas = () => (
  <ReactFlowProvider>
    <CanvasSurface />
  </ReactFlowProvider>
)

function CanvasSurface() {
  const { t } = useTranslation('canvas')
  const { own, joins, shown, stacks } = useCanvasScene()
  const laid = useLaid()
  const nodesOf = useMemo(makeNodesOf, [])
  const nodes = useMemo(() => nodesOf(stacks), [nodesOf, stacks])
  const dragging = useCanvas((state) => state.drag !== null)
  const onPointerDown = usePress(own)
  const { onContextMenu, onMenuKey } = useCanvasMenu()
  const onKey = useKeyboard(own)
  const onValue = useValueDrop()
  usePaletteDrag(own)
  useClipboard(own)
  useCanvasCommands(own)
  usePlaceCommands()
  useEffect(() => resetCanvas, [])
  return (
    <OwnSceneContext value={own}>
      <JoinsContext value={joins}>
        <section
          className={`canvas${dragging ? ' dragging' : ''}`}
          aria-label={t('canvas')}
          onPointerDownCapture={onPointerDown}
          onMouseDownCapture={stopWithShift}
          onPointerOver={hover}
          onPointerLeave={() => setCanvas({ hovered: null, hoveredWire: null })}
          onFocus={useShowFocus()}
          onScroll={(event) => event.currentTarget.scrollTo(0, 0)}
          onBlur={() => setCanvas({ focused: null })}
          onKeyDown={(event) => (onMenuKey(event) ? event.preventDefault() : onKey(event))}
          onDoubleClick={useOpenOnCanvas(own)}
          onContextMenu={onContextMenu}
          {...onValue}
        >
          <ReactFlow
            nodes={nodes}
            nodeTypes={NODE_TYPES}
            onlyRenderVisibleElements
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            deleteKeyCode={null}
            disableKeyboardA11y
            zoomOnDoubleClick={false}
            panOnScroll
            minZoom={0.3}
            maxZoom={3}
            proOptions={PRO_OPTIONS}
            onPaneClick={leaveAll}
            onMoveStart={startMoving}
            onMoveEnd={endMoving}
          >
            {BELOW_WIRES}
            <WireLayer scene={shown} />
            {ABOVE_WIRES}
            {own.layout.stacks.length + laid.length > 0 && <FlowMap stacks={own.layout.stacks} laid={laid} />}
            {CONTROLS}
          </ReactFlow>
          {own.flow.heads.length === 0 && !dragging && <EmptyCanvas />}
          {OVER_ALL}
        </section>
      </JoinsContext>
    </OwnSceneContext>
  )
}

/** What lies on the canvas beside blocks. */
function useLaid() {
  const notes = useFlow((flow) => flow.document?.notes)
  const monitors = useFlow((flow) => flow.document?.monitors)
  const variables = useFlow((flow) => monitors && flow.document?.variables)
  return useMemo(
    () => [...(notes ?? []), ...monitorBoxes({ monitors: monitors ?? {}, variables: variables ?? [] })],
    [notes, monitors, variables],
  )
}

/** What is moved or wired by keys alone. */
function ByKeys() {
  const byKeys = useCanvas((state) => state.byKeys)
  if (!byKeys) return null
  return byKeys.does === 'move' ? (
    <MoveByKeys id={byKeys.id} alone={byKeys.alone} />
  ) : (
    <WireByKeys id={byKeys.id} />
  )
}

/** A press goes to a wire's dot, a block, or the selection box; else to the canvas itself, which pans. */
function usePress(own: Parameters<typeof useBlockDrag>[0]) {
  const onWire = useWireDrag()
  const onBlock = useBlockDrag(own)
  const onBox = useBoxSelect(own)
  return (event: PointerEvent) => {
    const target = event.target as Element
    if (target.closest('.react-flow__panel, .value-bubble, .quick-add, .keys-bar, .note, .monitor')) return
    if (onWire(event)) return
    if (target.closest('[data-block]')) onBlock(event)
    else if (!target.closest('.stack') && onBox(event)) event.stopPropagation()
  }
}

/** With Shift the box is drawn; the library must not pan meanwhile. */
const stopWithShift = (event: { shiftKey: boolean; target: EventTarget; stopPropagation(): void }) => {
  if (event.shiftKey && !(event.target as Element).closest('.stack')) event.stopPropagation()
}

function hover(event: PointerEvent) {
  const { drag, wireDrag, hovered, hoveredWire } = useCanvas.getState()
  if (drag || wireDrag || event.buttons !== 0) return
  const target = event.target as Element
  const id =
    target.closest<SVGElement>('[data-block]')?.dataset.block ??
    target.closest<SVGElement>('[data-port]')?.dataset.on ??
    null
  const wire = target.closest<SVGElement>('[data-wire]')?.dataset.wire ?? null
  if (id !== hovered || wire !== hoveredWire) setCanvas({ hovered: id, hoveredWire: wire })
}

function leaveAll() {
  useSelection.getState().clear()
  setCanvas({ editing: null, selectedWire: null })
}

const startMoving = () => markMoving(true)
const endMoving = () => markMoving(false)

/** A layer of its own only while it moves: kept for good, words would stay blurred after a zoom. */
function markMoving(moving: boolean) {
  const viewport = document.querySelector<HTMLElement>('.canvas .react-flow__viewport')
  if (viewport) viewport.style.willChange = moving ? 'transform' : ''
}

/** Dots every 24, gone under zoom 0.5. */
function Dots() {
  const far = useStore((state) => state.transform[2] < MINI_AT)
  return far ? null : <Background variant={BackgroundVariant.Dots} gap={24} size={2} />
}

function ShowFlow() {
  useShowFlow()
  useShowRevealed()
  return null
}

// Always the same elements: React leaves alone what these show while a key changes the flow around them.
const PRO_OPTIONS = { hideAttribution: true }
const BELOW_WIRES = (
  <>
    <Dots />
    <NotesLayer />
  </>
)
const ABOVE_WIRES = (
  <>
    <DragLayer />
    <SelectionBox />
    <Monitors />
    <ShowFlow />
  </>
)
const CONTROLS = <ZoomControls />
const OVER_ALL = (
  <>
    <QuickAdd />
    <WireRefused />
    <NameMyBlock />
    <ByKeys />
    <CanvasMenu />
    <svg className="canvas-patterns" aria-hidden="true">
      <pattern
        id="canvas-hatch"
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="3" height="8" className="hatch-line" />
      </pattern>
    </svg>
  </>
)
