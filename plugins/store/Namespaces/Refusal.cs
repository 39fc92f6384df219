using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>The refusals that every kind of namespace gives in the same words.</summary>
internal static class Refusal
{
    /// <summary>Two keys of one StoresSet are the same.</summary>
    public static EngineException Duplicate(int earlier, int later) => new(EngineFailure.InvalidInput,
        $"Keys[{later}] is the same key as Keys[{earlier}]; send each key once, or in two calls to replace its value.");
}
