using System.Collections.Frozen;
using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Globals;

/// <summary>The functions that every template sees.</summary>
internal static class GlobalTable
{
    private static readonly FrozenDictionary<string, JinjaValue> Functions = new[]
    {
        Function("range(*)", (_, _, arguments) => RangeFunction.Create(arguments), "<function range>"),
        Function("dict(*)", (state, _, arguments) => DictFunction.Create(state, arguments), "<class 'dict'>"),
        Function("namespace(*)", CreateNamespace, "<class 'jinja2.utils.Namespace'>"),
        Function("cycler(*)", CreateCycler, "<class 'jinja2.utils.Cycler'>"),
        Function("joiner(sep?)", CreateJoiner, "<class 'jinja2.utils.Joiner'>"),
        Function("raise_exception(message)", Raise, "<function raise_exception>"),
        Function("strftime_now(format)", FormatNow, "<function strftime_now>"),
    }.ToFrozenDictionary(entry => entry.Name, entry => entry.Function);

    public static JinjaValue? Find(string name) => Functions.GetValueOrDefault(name);

    private static (string Name, JinjaValue Function) Function(string signature, BuiltinBody body, string repr)
    {
        var builtin = new Builtin(new Signature(signature), body);
        return (builtin.Name, new FunctionValue(builtin, repr));
    }

    private static NamespaceValue CreateNamespace(RenderState state, JinjaValue value, BoundArguments arguments) =>
        new(DictFunction.Create(state, arguments));

    private static CyclerValue CreateCycler(RenderState state, JinjaValue value, BoundArguments arguments) =>
        arguments.Given.Positional.Length > 0 && arguments.Given.Named.Length == 0
            ? new CyclerValue(arguments.Given.Positional)
            : throw TemplateFault.Evaluation("at least one item has to be provided");

    private static JoinerValue CreateJoiner(RenderState state, JinjaValue value, BoundArguments arguments) =>
        new(arguments[0] ?? new StringValue(", "));

    private static JinjaValue Raise(RenderState state, JinjaValue value, BoundArguments arguments) =>
        throw new TemplateFault(JinjaErrorKind.Raised, state.Text(arguments.Required(0)));

    private static StringValue FormatNow(RenderState state, JinjaValue value, BoundArguments arguments) =>
        state.Made(TimeFormat.Format(state, state.Clock.GetLocalNow(), arguments.Text(0)));
}
