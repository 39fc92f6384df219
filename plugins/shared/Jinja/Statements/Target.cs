using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>What a value is assigned to, as written.</summary>
internal abstract class Target
{
    /// <summary>Tells the scope what set assigns.</summary>
    public abstract void Declare(Scope scope);

    /// <summary>Tells the scope what for and with set before it is entered.</summary>
    public abstract void DeclareParameters(Scope scope);

    public abstract Assignment Bind(Scope scope);

    public abstract bool Reads(string name);
}
