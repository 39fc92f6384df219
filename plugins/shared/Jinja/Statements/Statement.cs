using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>A node that does something.</summary>
internal abstract class Statement
{
    public abstract Flow Execute(Frame frame);

    /// <summary>Tells the scope it stands in which names it reads and assigns there.</summary>
    public abstract void Declare(Scope scope);

    /// <summary>Finds the variables behind the names, in it and in the scopes it opens.</summary>
    public abstract void Bind(Scope scope);

    /// <summary>Whether a name is read anywhere inside.</summary>
    public abstract bool Reads(string name);
}
