namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>The scopes of names, as a diagnostic hands them to its fix.</summary>
internal static class NameScopes
{
    public const string Global = nameof(Global);
    public const string Session = nameof(Session);
    public const string User = nameof(User);
    public const string UserInSession = nameof(UserInSession);
}
