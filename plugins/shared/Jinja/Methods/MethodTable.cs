using System.Collections.Frozen;
using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>The methods of one kind of value.</summary>
internal sealed class MethodTable
{
    private readonly FrozenDictionary<string, Builtin> _methods;

    /// <param name="unsafeNames">The methods that would change the value, which the sandbox hides.</param>
    /// <param name="methods">The others by their signatures.</param>
    public MethodTable(string[] unsafeNames, params IEnumerable<(string Signature, BuiltinBody Body)>[] methods)
    {
        var hidden = unsafeNames.Select(name => new Builtin(new Signature($"{name}(*)"), Refuse) { IsUnsafe = true });
        _methods = methods.SelectMany(group => group)
            .Select(method => new Builtin(new Signature(method.Signature), method.Body))
            .Concat(hidden)
            .ToFrozenDictionary(method => method.Name);
    }

    public Builtin? Find(string name) => _methods.GetValueOrDefault(name);

    private static JinjaValue Refuse(RenderState state, JinjaValue value, BoundArguments arguments) =>
        throw TemplateFault.Evaluation($"a method that changes '{value.TypeName}' is unsafe.");
}
