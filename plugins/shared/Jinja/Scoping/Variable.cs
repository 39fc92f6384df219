namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>A variable of one scope.</summary>
internal sealed record Variable(FunctionScope Function, int Slot);
