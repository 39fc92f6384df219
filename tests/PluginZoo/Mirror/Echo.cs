namespace LocalAI.Plugins.Zoo;

/// <summary>Answers that only say what was asked.</summary>
internal static class Echo
{
    public static Task<Result> Done(string what) => Task.FromResult(new Result { Success = true, Message = what });
}
