using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>Several targets that share the items of one value.</summary>
internal sealed class TupleTarget(int offset, Target[] targets) : Target
{
    public override void Declare(Scope scope)
    {
        foreach (var target in targets)
            target.Declare(scope);
    }

    public override void DeclareParameters(Scope scope)
    {
        foreach (var target in targets)
            target.DeclareParameters(scope);
    }

    public override Assignment Bind(Scope scope) =>
        new TupleAssignment(offset, Array.ConvertAll(targets, target => target.Bind(scope)));

    public override bool Reads(string name) => Array.Exists(targets, target => target.Reads(name));

    private sealed class TupleAssignment(int offset, Assignment[] assignments) : Assignment
    {
        public override void Prepare(Frame frame)
        {
            foreach (var assignment in assignments)
                assignment.Prepare(frame);
        }

        public override void Assign(Frame frame, JinjaValue value)
        {
            frame.State.Offset = offset;
            var items = value is SequenceValue sequence ? sequence.Items : Unpack(value);
            if (items.Length < assignments.Length)
                throw TemplateFault.Evaluation($"not enough values to unpack (expected {assignments.Length}, got {items.Length})");
            if (items.Length > assignments.Length)
                throw TemplateFault.Evaluation($"too many values to unpack (expected {assignments.Length})");
            for (var i = 0; i < assignments.Length; i++)
                assignments[i].Assign(frame, items[i]);
        }

        /// <summary>One item more than wanted is enough to know that there are too many.</summary>
        private JinjaValue[] Unpack(JinjaValue value) => value.Iterate() is { } items
            ? [.. items.Take(assignments.Length + 1)]
            : throw TemplateFault.Evaluation($"cannot unpack non-iterable {value.TypeName} object");
    }
}
