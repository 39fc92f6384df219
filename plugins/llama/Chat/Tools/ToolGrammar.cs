using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Languages;
using LocalAI.Plugins.Llama.Sampling;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>
/// The grammar that holds a model to calls that can be parsed, with arguments that fit the tools' schemas. Where the model may choose,
/// it waits for the marker that begins calls; thoughts are never constrained, and a marker within one begins nothing.
/// </summary>
internal sealed class ToolGrammar
{
    private readonly GrammarBuilder _builder = new("Tools");
    private readonly List<string> _notEnforced = [];
    private readonly ToolFormat _format;

    private ToolGrammar(ToolFormat format) => _format = format;

    /// <param name="format">How the model writes calls.</param>
    /// <param name="tools">The functions it may call.</param>
    /// <param name="choice">Whether it must.</param>
    /// <param name="startsInReasoning">Whether the prompt ended within a thought.</param>
    /// <returns>No grammar when there is nothing to call or no known way to.</returns>
    /// <exception cref="EngineException">A tool's schema is wrong or too large.</exception>
    public static GrammarSettings Build(ToolFormat format, ToolList tools, ToolChoice choice, bool startsInReasoning)
    {
        if (tools.Tools.Count == 0 || choice.Mode == ToolChoiceMode.None || format.Syntax == ToolSyntax.None)
            return GrammarSettings.None;

        var grammar = new ToolGrammar(format);
        var offered = tools.Tools.Where(tool => choice.Name.Length == 0 || tool.Name == choice.Name).ToList();
        var root = grammar._builder.Reserve("root");
        var calls = grammar.Calls(offered, isParallel: format.AllowsParallelCalls);
        if (choice.Mode == ToolChoiceMode.Required)
        {
            grammar._builder.Define(root, Expression.Sequence(grammar.Thought(startsInReasoning), Space, calls));
            return new GrammarSettings(grammar._builder.Build(root)) { NotEnforced = grammar._notEnforced };
        }
        var lazy = format.PromptBeginsCall
            ? grammar.LazyBehindPrompt(root, calls, offered)
            : grammar.Lazy(root, calls, startsInReasoning);
        return lazy with { NotEnforced = grammar._notEnforced };
    }

    private static Expression Space { get; } = Expression.Repeat(Expression.OneOf(" \n"), 0, 4);

    /// <summary>Around the calls of a list: nothing, a space, or another line and how far that is moved in.</summary>
    private static Expression LineBreak { get; } = Expression.Sequence(
        Expression.Optional(Expression.Literal("\n")), Expression.Repeat(Expression.Literal(" "), 0, 4));

    /// <summary>The word that begins calls in an answer.</summary>
    private string Trigger
    {
        get
        {
            if (_format.Syntax == ToolSyntax.Harmony)
                return HarmonyCallGrammar.Trigger;
            if (_format.Triggers.Count == 0)
                return $"{(_format.IsArray ? "[" : "")}{{\"{_format.NameField}\"";
            // A word without any brackets may well be said in passing.
            var first = _format.Triggers[0];
            return _format.IsArray && Markup.Tags(first).Count == 0 ? first + "[" : first;
        }
    }

    private GrammarSettings Lazy(string root, Expression calls, bool startsInReasoning)
    {
        var isBare = _format.Triggers.Count == 0 && _format.Syntax != ToolSyntax.Harmony;
        var trigger = new GrammarTrigger(Trigger, isBare);
        if (!_format.Reasoning.Exist || _format.Syntax == ToolSyntax.Harmony || (isBare && startsInReasoning))
        {
            _builder.Define(root, calls);
            return new GrammarSettings(_builder.Build(root)) { Triggers = [trigger] };
        }

        // From the thought on, all of the answer is the grammar's: that is how it knows where the thought ends.
        var answer = Expression.Sequence(Text("text", Trigger, endsWithWord: false), Expression.Optional(calls));
        if (startsInReasoning)
        {
            _builder.Define(root, answer);
            return new GrammarSettings(_builder.Build(root)) { Triggers = [new GrammarTrigger(_format.Reasoning.End)] };
        }
        var thought = Expression.Sequence(
            Expression.Literal(_format.Reasoning.Start), Text("thought", _format.Reasoning.End, endsWithWord: true), answer);
        _builder.Define(root, Expression.Choice(thought, calls));
        return new GrammarSettings(_builder.Build(root))
        {
            Triggers = [new GrammarTrigger(_format.Reasoning.Start, OnlyAtStart: true), trigger],
        };
    }

    /// <summary>The prompt begins the first call, so that names begin it and, later, names behind the marker.</summary>
    private GrammarSettings LazyBehindPrompt(string root, Expression calls, IReadOnlyList<ToolDefinition> tools)
    {
        _builder.Define(root, Expression.Sequence(Expression.Optional(CallGrammar.Start(_format.CallStart)), calls));
        var starts = new CallStarts(_format, [.. tools.Select(tool => tool.Name)]);
        return new GrammarSettings(_builder.Build(root))
        {
            Triggers =
            [
                .. starts.Openings.Select(opening => new GrammarTrigger(opening, OnlyAtStart: true)),
                .. starts.Markers.Select(marker => new GrammarTrigger(marker)),
            ],
        };
    }

    private Expression Thought(bool isBegun)
    {
        if (!_format.Reasoning.Exist)
            return Expression.Empty;
        var rest = Text("thought", _format.Reasoning.End, endsWithWord: true);
        if (_format.Syntax == ToolSyntax.Harmony)
            rest = Expression.Sequence(rest, HarmonyCallGrammar.Header);
        var thought = Expression.Sequence(Expression.Literal(_format.Reasoning.Start), rest);
        if (_format.Syntax == ToolSyntax.Harmony)
            return Expression.Choice(thought, HarmonyCallGrammar.Header);
        return isBegun ? rest : Expression.Optional(thought);
    }

    private Expression Calls(IReadOnlyList<ToolDefinition> tools, bool isParallel)
    {
        if (_format.Syntax == ToolSyntax.Harmony)
            return new HarmonyCallGrammar(_builder, _notEnforced).Call(tools);
        var body = new CallGrammar(_builder, _format, _notEnforced);
        var call = _builder.Share("call", Expression.Choice(tools.Select(tool => body.Call(tool)).ToList()));
        var separator = _format switch
        {
            { IsArray: true } => Expression.Sequence(Expression.Literal(","), LineBreak),
            { PromptBeginsCall: true } => CallGrammar.Marker(_format.CallStart),
            _ when _format.CallSeparator.Trim().Length > 0 => Expression.Literal(_format.CallSeparator.TrimEnd() + " "),
            _ => CallGrammar.Marker(_format.CallSeparator),
        };
        // The white space before a call's marker is left out only before the first.
        var before = CallGrammar.Marker(_format.CallStart[..^_format.CallStart.TrimStart().Length]);
        var calls = isParallel
            ? Expression.Sequence(call, Expression.Repeat(_builder.Share("further", Expression.Sequence(separator, before, call)), 0, null))
            : call;
        if (_format.IsArray)
            calls = Expression.Sequence(Expression.Literal("["), LineBreak, calls, LineBreak, Expression.Literal("]"));
        return Expression.Sequence(CallGrammar.Start(_format.SectionStart), calls, CallGrammar.Marker(_format.SectionEnd), Space);
    }

    private Expression Text(string wish, string word, bool endsWithWord)
    {
        var dfa = Dfa.Build(_builder.Effort, new MarkerLanguage(word, endsWithWord))!;
        return DfaRules.Add(_builder, wish, dfa, Expression.OneOf, Expression.Empty);
    }
}
