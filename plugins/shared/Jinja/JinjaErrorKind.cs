namespace LocalAI.Plugins.Jinja;

/// <summary>Why a template failed.</summary>
public enum JinjaErrorKind
{
    /// <summary>The template is not well formed.</summary>
    Syntax,

    /// <summary>An operation failed while rendering.</summary>
    Evaluation,

    /// <summary>The template itself called raise_exception: the message is meant for who sent the inputs.</summary>
    Raised,

    /// <summary>The template costs more than <see cref="JinjaLimits"/> allows.</summary>
    Limit,
}
