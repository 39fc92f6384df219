using LocalAI.Plugins.Jinja.Calls;
using LocalAI.Plugins.Jinja.Tests;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>map, select, reject and the like: lazy, as in Python.</summary>
internal static class SelectionFilters
{
    public static readonly (string, BuiltinBody)[] All =
    [
        ("map(*)", (state, value, arguments) => new GeneratorValue(Map(state, value, arguments.Given))),
        ("select(*)", (state, value, arguments) => Select(state, value, arguments.Given, false, true)),
        ("reject(*)", (state, value, arguments) => Select(state, value, arguments.Given, false, false)),
        ("selectattr(*)", (state, value, arguments) => Select(state, value, arguments.Given, true, true)),
        ("rejectattr(*)", (state, value, arguments) => Select(state, value, arguments.Given, true, false)),
    ];

    private static IEnumerable<JinjaValue> Map(RenderState state, JinjaValue value, CallArguments given)
    {
        if (!value.IsTrue)
            yield break;
        var change = given.Positional.Length == 0 && given.Named.Any(argument => argument.Key == "attribute")
            ? Attribute(state, given)
            : Filter(state, given);
        foreach (var item in RenderState.Iterate(value))
        {
            state.Budget.Step();
            yield return change(item);
        }
    }

    private static Func<JinjaValue, JinjaValue> Attribute(RenderState state, CallArguments given)
    {
        JinjaValue? attribute = null, otherwise = null;
        foreach (var (name, argument) in given.Named)
        {
            if (name == "attribute")
                attribute = argument;
            else if (name == "default")
                otherwise = argument;
            else
                throw TemplateFault.Evaluation($"Unexpected keyword argument '{name}'");
        }
        var path = new AttributePath(attribute, otherwise);
        return item => path.Of(state, item);
    }

    private static Func<JinjaValue, JinjaValue> Filter(RenderState state, CallArguments given)
    {
        if (given.Positional.Length == 0)
            throw TemplateFault.Evaluation("map requires a filter argument");
        var name = (given.Positional[0] as StringValue)?.Text;
        var filter = (name is null ? null : FilterTable.Find(name)) ?? throw TemplateFault.Evaluation($"No filter named '{name}'.");
        var rest = new CallArguments(given.Positional[1..], given.Named);
        return item => filter.Invoke(state, item, rest);
    }

    private static GeneratorValue Select(RenderState state, JinjaValue value, CallArguments given, bool byAttribute, bool wanted)
    {
        return new GeneratorValue(Passing());

        IEnumerable<JinjaValue> Passing()
        {
            if (!value.IsTrue)
                yield break;
            if (byAttribute && given.Positional.Length == 0)
                throw TemplateFault.Evaluation("Missing parameter for attribute name");
            var path = new AttributePath(byAttribute ? given.Positional[0] : null);
            var test = Test(state, given, byAttribute ? 1 : 0);
            foreach (var item in RenderState.Iterate(value))
            {
                state.Budget.Step();
                if (test(path.Of(state, item)) == wanted)
                    yield return item;
            }
        }
    }

    private static Func<JinjaValue, bool> Test(RenderState state, CallArguments given, int at)
    {
        if (given.Positional.Length <= at)
            return item => item.IsTrue;
        var name = (given.Positional[at] as StringValue)?.Text;
        var test = (name is null ? null : TestTable.Find(name)) ?? throw TemplateFault.Evaluation($"No test named '{name}'.");
        var rest = new CallArguments(given.Positional[(at + 1)..], given.Named);
        return item => test.Invoke(state, item, rest).IsTrue;
    }
}
