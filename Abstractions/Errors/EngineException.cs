namespace LocalAI.Plugins.Abstractions;

/// <summary>
/// The way an engine refuses or fails. The message reaches the user as it is: one sentence that names the thing, the value and the
/// next step. Cancellation is not a failure: throw <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class EngineException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why; decides the gRPC status.</param>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause, for the log only.</param>
    public EngineException(EngineFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>Why the engine could not answer.</summary>
    public EngineFailure Failure { get; }
}
