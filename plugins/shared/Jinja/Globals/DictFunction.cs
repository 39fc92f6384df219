using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Globals;

/// <summary>dict(mapping or pairs, name=value, …).</summary>
internal static class DictFunction
{
    public static DictValue Create(RenderState state, BoundArguments arguments)
    {
        var given = arguments.Given;
        if (given.Positional.Length > 1)
            throw TemplateFault.Evaluation($"dict expected at most 1 argument, got {given.Positional.Length}");
        var dict = given.Positional is [var source] ? From(state, source) : new DictValue();
        foreach (var (name, named) in given.Named)
            dict.Set(new StringValue(name), named);
        state.Budget.Items(dict.Count);
        return dict;
    }

    private static DictValue From(RenderState state, JinjaValue source)
    {
        if (source is DictValue dict)
        {
            state.Budget.Items(dict.Count);
            return dict.Copy();
        }
        var result = new DictValue();
        foreach (var pair in RenderState.Iterate(source))
        {
            state.Budget.Items(1);
            var items = state.Collect(RenderState.Iterate(pair));
            if (items.Length != 2)
                throw TemplateFault.Evaluation($"dictionary update sequence element has length {items.Length}; 2 is required");
            result.Set(items[0], items[1]);
        }
        return result;
    }
}
