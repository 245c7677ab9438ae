import i18next from 'i18next'
import { useEffect } from 'react'
import { lendCommands } from '../../../model/commands.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { monitorBoxes } from '../../../model/monitor-edits.ts'
import { toggleMonitor, useMonitorPlace } from '../../../model/monitor-place.ts'
import { useRun } from '../../../model/run-store.ts'
import { nearGrid } from '../../../ui/block-art/measures.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { useOwnScene } from '../use-scene.ts'
import { freePlace } from './free-place.ts'
import { isShown, WATCH } from './watch-commands.ts'

/** A card over another one looks as if there were one; a block shows at its edges. */
const CARDS_MATTER = 8

/** Says where a new card finds room, and lends a command for each variable: also for those that only blocks make. */
export function useMonitorCommands(): void {
  const own = useOwnScene()
  const { getArea, toCanvas } = useCanvasView()
  useEffect(() => {
    useMonitorPlace.setState({
      findPlace(size) {
        const { menuAt } = useCanvas.getState()
        if (menuAt) {
          const { x, y } = toCanvas({ x: menuAt[0], y: menuAt[1] })
          return [nearGrid(x), nearGrid(y)]
        }
        const { document } = own.flow
        const stacks = own.layout.stacks.map(({ x, y, width, height }) => ({
          at: [x, y] as const,
          size: [width, height] as const,
        }))
        const cards = monitorBoxes(document).map((box) => ({ ...box, weight: CARDS_MATTER }))
        return freePlace(size, [...stacks, ...(document.notes ?? []), ...cards], getArea())
      },
    })
    return () => useMonitorPlace.setState({ findPlace: null })
  }, [own, getArea, toCanvas])
  const inFlow = useFlow(({ document }) =>
    JSON.stringify([
      ...(document?.variables ?? []).map(({ name }) => name),
      ...Object.keys(document?.monitors ?? {}),
    ]),
  )
  const inRun = useRun(({ variables }) => JSON.stringify(Object.keys(variables)))
  useEffect(() => {
    const names = new Set<string>([...JSON.parse(inFlow), ...JSON.parse(inRun)])
    return lendCommands(
      'canvas monitors',
      [...names].map((name) => ({
        ...{ id: `${WATCH}${name}`, group: 'view' },
        title: () => i18next.t(`canvas:monitor.${isShown(name) ? 'hideNamed' : 'showNamed'}`, { name }),
        // the keyboard goes there, as it does to a note that was just made
        does: () => setCanvas({ newMonitor: toggleMonitor(name) ? name : null }),
      })),
    )
  }, [inFlow, inRun])
}
