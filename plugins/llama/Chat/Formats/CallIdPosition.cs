namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>Where a call's id stands when it is not in JSON.</summary>
internal enum CallIdPosition
{
    None,

    /// <summary>Before the function's name.</summary>
    PreFuncName,

    /// <summary>Between the name and the arguments.</summary>
    BetweenFuncAndArgs,

    /// <summary>The name is part of the id, as in <c>functions.get_weather:0</c>.</summary>
    AroundFuncName,
}
