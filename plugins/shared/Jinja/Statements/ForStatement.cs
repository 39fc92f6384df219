using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% for target in items if condition recursive %} … {% else %} … {% endfor %}.</summary>
internal sealed class ForStatement(
    int offset, Target target, Expression items, Expression? condition, bool isRecursive, Block body, Block otherwise) : Statement
{
    private const string Loop = "loop";

    private FunctionScope _function = null!;
    private Assignment _assignment = null!;
    private Assignment _tested = null!;
    private ScopeEntry _bodyEntry = null!;
    private ScopeEntry _testEntry = null!;
    private ScopeEntry _elseEntry = null!;
    private int _loopSlot = -1;

    public override Flow Execute(Frame frame)
    {
        var iterable = items.Evaluate(frame);
        return isRecursive ? Recurse(frame, iterable, 0) : Run(frame, iterable, 0, null);
    }

    public override void Declare(Scope scope) => items.Declare(scope);

    public override void Bind(Scope scope)
    {
        items.Bind(scope);
        _function = isRecursive ? new FunctionScope(scope.Function) : scope.Function;
        BindBody(isRecursive ? scope.Inner(_function, isLoop: true) : scope.Inner(isLoop: true));
        BindTest(scope.Inner(_function));
        var last = isRecursive ? scope.Inner(_function) : scope.Inner();
        otherwise.Declare(last);
        _elseEntry = last.Entry();
        otherwise.Bind(last);
    }

    public override bool Reads(string name) =>
        target.Reads(name) || items.Reads(name) || condition?.Reads(name) == true || body.Reads(name) || otherwise.Reads(name);

    private void BindBody(Scope scope)
    {
        if (isRecursive || body.Reads(Loop))
            _loopSlot = scope.Parameter(Loop).Slot;
        target.DeclareParameters(scope);
        body.Declare(scope);
        _bodyEntry = scope.Entry();
        _assignment = target.Bind(scope);
        body.Bind(scope);
    }

    private void BindTest(Scope scope)
    {
        if (condition is null)
            return;
        target.DeclareParameters(scope);
        condition.Declare(scope);
        _testEntry = scope.Entry();
        _tested = target.Bind(scope);
        condition.Bind(scope);
    }

    private Flow Recurse(Frame outer, JinjaValue iterable, int depth)
    {
        outer.State.EnterCall();
        var flow = Run(new Frame(outer.State, _function.Slots, outer), iterable, depth, outer);
        outer.State.LeaveCall();
        return flow;
    }

    /// <param name="frame">The frame of the body.</param>
    /// <param name="iterable">What the loop goes over.</param>
    /// <param name="depth">How often it was called by itself.</param>
    /// <param name="outer">The frame around a recursive loop.</param>
    private Flow Run(Frame frame, JinjaValue iterable, int depth, Frame? outer)
    {
        frame.State.Offset = offset;
        var cursor = new ItemCursor(condition is null ? iterable : Filtered(frame, iterable));
        var loop = _loopSlot < 0 ? null : new LoopValue(cursor, depth, outer is null ? null : Again(outer));
        var completed = false;
        while (cursor.MoveNext())
        {
            frame.State.Budget.Step();
            _bodyEntry.Run(frame);
            _assignment.Assign(frame, cursor.Current!);
            if (loop is not null)
                frame.Slots[_loopSlot] = loop;
            var flow = body.Execute(frame);
            if (flow == Flow.Break)
                break;
            // A loop whose every turn ends by continue counts as empty: so Jinja has it.
            completed |= flow == Flow.Next;
        }
        if (completed || otherwise.IsEmpty)
            return Flow.Next;
        _elseEntry.Run(frame);
        return otherwise.Execute(frame);
    }

    private Func<RenderState, JinjaValue, int, JinjaValue> Again(Frame outer) => (state, iterable, depth) =>
    {
        var start = state.Buffer.Length;
        Recurse(outer, iterable, depth);
        return state.Captured(start);
    };

    private GeneratorValue Filtered(Frame frame, JinjaValue iterable)
    {
        return new GeneratorValue(Passing(RenderState.Iterate(iterable)));

        IEnumerable<JinjaValue> Passing(IEnumerable<JinjaValue> all)
        {
            _testEntry.Run(frame);
            foreach (var item in all)
            {
                frame.State.Budget.Step();
                _tested.Assign(frame, item);
                if (condition!.Evaluate(frame).IsTrue)
                    yield return item;
            }
        }
    }
}
