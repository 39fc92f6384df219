using LocalAI.Plugins.Jinja.Expressions;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>A parameter of a macro, with what it is where no argument is given.</summary>
internal sealed record MacroParameter(int Offset, string Name, Expression? Default);
