using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods of strings.</summary>
internal static class StringMethods
{
    public static readonly MethodTable Table = new([], ChangingMethods.All, SearchMethods.All, SplitMethods.All, TestMethods.All);

    /// <summary>Calls one with arguments that are bound already.</summary>
    public static JinjaValue Invoke(RenderState state, string name, StringValue text, BoundArguments arguments) =>
        Table.Find(name)!.Invoke(state, text, arguments.Given);
}
