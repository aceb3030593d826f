namespace ProcessSafety.Analyzers;

/// <summary>
/// How far each search goes before it gives up. What lies beyond is unknown: it is reported by nobody, and an answer that a spent budget
/// decided is kept only where the same question always spends it. Sizes follow programs: each is what real code needs, and little more.
/// </summary>
internal static class Budgets
{
    /// <summary>Values that lead to further values: a few variables and calls, each with several arms.</summary>
    public const int ValuesFollowed = 48;

    /// <summary>Variables that one delegate is followed through: programs hand a callback on two or three times.</summary>
    public const int DelegateVariables = 8;

    /// <summary>Locals that one question of origin leads through: code that mixes its values on and on tells nothing of it.</summary>
    public const int OriginLocals = 64;

    /// <summary>Assignments of one local: more is a variable that is used for many things.</summary>
    public const int LocalAssignments = 16;

    /// <summary>
    /// Names between code and a library call that it may come to: a wrapper, its interface, a helper, and the lambdas between.
    /// </summary>
    public const int CallerNameLevels = 5;

    /// <summary>Names that are candidates at once; each costs a search of all files.</summary>
    public const int CallerNames = 24;

    /// <summary>Places that have one name: a name that is more frequent means too many things to lead anywhere.</summary>
    public const int CallerMentions = 200;

    /// <summary>Nodes between a name and the call or reference that it is a part of: `global::A.B.Name&lt;T&gt;(…)` has four.</summary>
    public const int NameAncestors = 4;

    /// <summary>Calls of one path: nobody follows a longer one in a message.</summary>
    public const int WalkHops = 8;

    /// <summary>Bodies of one walk: a finalizer reaches few, and Main of a large program would reach all of it.</summary>
    public const int WalkMethods = 400;

    /// <summary>Members and parameters that a callback passes through: programs hand it on two or three times.</summary>
    public const int HandOvers = 6;

    /// <summary>Delegates that one member is given: with more it is a general hook, of which one walk tells nothing.</summary>
    public const int DelegateTargets = 16;

    /// <summary>Calls of local functions and lambdas that are read in place in one body: each costs what its whole body does.</summary>
    public const int InlinedCalls = 32;

    /// <summary>Methods that return what another one returns: a property of a property of a factory has three.</summary>
    public const int BoundReturns = 4;

    /// <summary>Conditions of callers that are kept: a few decide, and each makes one more context to walk a body in.</summary>
    public const int KnownConditions = 6;

    /// <summary>Variables and concatenations that one text is read through.</summary>
    public const int TextDepth = 16;

    /// <summary>Callers between a primitive and its name: a wrapper, its base, and a factory of both.</summary>
    public const int NameCallers = 3;

    /// <summary>Methods that make or complete one start info: a factory, and a helper of it that sets the streams.</summary>
    public const int StartInfoHops = 3;

    /// <summary>Calls between a place and the body that starts the process: a helper that waits or tidies up, and one of that.</summary>
    public const int StartCallers = 2;

    /// <summary>Helpers around a library's call that hand on what they are given: programs wrap it two or three times.</summary>
    public const int WrapperLevels = 4;

    /// <summary>Calls between a child's delegate and what it uses; the message spells them all.</summary>
    public const int ChildHops = 6;

    /// <summary>Bodies that a child's delegate leads through, as many as those of a walk.</summary>
    public const int ChildMethods = 400;

    /// <summary>Places that one number or text is carried to on its way out of the process.</summary>
    public const int OutgoingSteps = 64;

    /// <summary>Variables and methods behind one condition: `IsWindows` in front of a property in front of a field has three.</summary>
    public const int PlatformChecks = 8;

    /// <summary>Private methods that lead to one place: more is code that everything uses.</summary>
    public const int PlatformCallers = 32;

    /// <summary>Expressions that one condition is made of, with the methods that it asks: room for a parser written by hand.</summary>
    public const int ModeParts = 1000;

    /// <summary>Calls between Main and the parser that it starts: Main, the application, and its set-up.</summary>
    public const int ParserCalls = 3;

    /// <summary>Quotes, folders and choices around the path of the program.</summary>
    public const int SelfPathDepth = 3;

    /// <summary>Bodies that a worker runs before its work begins.</summary>
    public const int WorkerBodies = 200;

    /// <summary>Callers that say what a program does after it has started itself; what is not seen counts as a restart.</summary>
    public const int AftermathCalls = 3;

    /// <summary>Events that subscribers of an event raise again: adapters stand two or three deep.</summary>
    public const int AdapterLevels = 3;

    /// <summary>Delegates that run a delegate which ends the process: programs hand a callback on two or three times.</summary>
    public const int ExitDelegates = 3;

    /// <summary>What a signal registration goes through: the class that holds it, its factory, and a class around that.</summary>
    public const int RegistrationHolders = 3;

    /// <summary>Calls between a mutex and the launch that finds it held: Main, the application, its restart, and a helper.</summary>
    public const int OwnershipCalls = 3;

    /// <summary>Calls between Main and a catch around the whole program: Main, the application, its loop.</summary>
    public const int CrashCalls = 2;

    /// <summary>Calls between Main and the mutex of a single instance: Main, and the class that keeps the mutex.</summary>
    public const int GuardCalls = 2;

    /// <summary>Names of one answer: a local, the field that keeps it, and the property in front; no answer has more.</summary>
    public const int GuardAnswers = 4;

    /// <summary>Calls between a body and what counts in it: wrappers of wrappers of a process have three.</summary>
    public const int ProcessCalls = 4;

    /// <summary>Calls between code and a kill or wait that makes a rule silent: a helper, and the runner behind it.</summary>
    public const int ReachedCalls = 2;

    /// <summary>Lambdas and local functions within each other that are read where they stand: people write two or three.</summary>
    public const int FunctionNesting = 6;

    /// <summary>Members that lead from an object to its process: a wrapper of a wrapper is as deep as programs go.</summary>
    public const int KeyMembers = 3;

    /// <summary>Names of one process in a body: only names that are assigned in a circle reach the end.</summary>
    public const int ProcessAliases = 64;

    /// <summary>Variables and calls that one process is followed through to the switch of its events.</summary>
    public const int ExitRaisingSteps = 16;

    /// <summary>Variables between the old value of a setting and what gives it back.</summary>
    public const int SavedSettings = 4;

    /// <summary>Calls between a change of a setting and the code that it is meant for: a scope, its factory, a wrapper of both.</summary>
    public const int SettingCalls = 3;

    /// <summary>Calls between a call and the start of a process in it: a runner, its helper, and an overload.</summary>
    public const int StartCalls = 3;

    /// <summary>Bodies that are looked through for a start.</summary>
    public const int StartBodies = 64;

    /// <summary>Helpers that an initializer of large data calls: the loader, and what it shares with others.</summary>
    public const int DataHelpers = 2;

    /// <summary>Expressions of one initializer; tables written out in source are counted without reading them.</summary>
    public const int DataOperations = 512;

    /// <summary>Variables and members that the handle of a native library is followed through.</summary>
    public const int LibraryHandleSteps = 4;

    /// <summary>Members that lead from a payload to what cannot be written; the message spells them all.</summary>
    public const int PayloadDepth = 6;

    /// <summary>Types of one payload: larger graphs are taken to hold any type.</summary>
    public const int PayloadTypes = 200;

    /// <summary>Findings of one payload: whoever sees eight looks at the rest too.</summary>
    public const int PayloadFindings = 8;

    /// <summary>Members that lead to code which may be a child's alone.</summary>
    public const int ChildSideMembers = 200;

    /// <summary>
    /// Bodies from Main to the condition on the mode: an application object, its method, and the lambda that it is given.
    /// </summary>
    public const int StartUpBodies = 4;

    /// <summary>Creations and calls between an object and its user: a wrapper of a wrapper, its base, and a factory of both.</summary>
    public const int WrappingLinks = 5;

    /// <summary>Users of one object: with more it is no guard or lock of one place, and nothing is known of their number.</summary>
    public const int WrappingUsers = 64;

    /// <summary>Expressions that name one object: with more, a program hands it to everything.</summary>
    public const int ObjectUses = 128;

    /// <summary>Calls between a handler and what keeps its lines: the method of a sink, and that of its own store.</summary>
    public const int LineStoreCalls = 2;

    /// <summary>Methods that only a handler or finalizer runs: its own method, and some helpers of that.</summary>
    public const int MethodsBelowARoot = 8;

    /// <summary>Callers from code that is to run once up to Main: a set-up method, its class, and what Main calls of it.</summary>
    public const int SingleRunCalls = 6;

    /// <summary>Bodies that run between the change of a setting and its end, and may read it: more are too many to tell.</summary>
    public const int SettingReaders = 64;

    /// <summary>Calls between code that works under a lock and what takes or releases it: a helper, and one of that.</summary>
    public const int LockCalls = 3;

    /// <summary>Calls between a constructor and what throws in it: an opening method, and a helper of that.</summary>
    public const int ThrowingCalls = 2;

    /// <summary>Collections between a process and the call that looked it up: a filter, an order, and the first of that.</summary>
    public const int LookupSteps = 16;

    /// <summary>Variables and members between a channel and its use: a pipe, a buffer, a reader, and the fields that keep them.</summary>
    public const int ChannelVariables = 16;

    /// <summary>Calls between a body and what another one does for it to a channel: a method that asks, which sends and receives.</summary>
    public const int ChannelCalls = 3;
}
