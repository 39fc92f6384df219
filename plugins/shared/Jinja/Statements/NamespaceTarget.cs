using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>An attribute of a namespace that is assigned.</summary>
internal sealed class NamespaceTarget(int offset, string name, string attribute) : Target
{
    public override void Declare(Scope scope) => scope.Load(name);

    public override void DeclareParameters(Scope scope) => scope.Load(name);

    public override Assignment Bind(Scope scope) => new NamespaceAssignment(offset, scope.Place(name), new StringValue(attribute));

    public override bool Reads(string other) => name == other;

    private sealed class NamespaceAssignment(int offset, VariablePlace place, StringValue attribute) : Assignment
    {
        public override void Prepare(Frame frame) => Namespace(frame);

        public override void Assign(Frame frame, JinjaValue value)
        {
            var attributes = Namespace(frame).Attributes;
            attributes.Set(attribute, value);
        }

        private NamespaceValue Namespace(Frame frame)
        {
            frame.State.Offset = offset;
            return place.Read(frame) as NamespaceValue
                ?? throw TemplateFault.Evaluation("cannot assign attribute on non-namespace object");
        }
    }
}
