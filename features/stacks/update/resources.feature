Feature: Update stack: resources
  PUT /v1/{project_id}/stacks/{stack_name}/{stack_id}

  @stacks.update.202
  @stacks.update.202.notice
  @stacks.update.202.no-location
  @stacks.update.completes
  @stacks.update.completes.reason
  @stacks.update.keeps-id
  @stacks.update.updated-time
  @stacks.update.adds
  @stacks.update.removes
  @stacks.update.template
  Scenario: A stack becomes what its new template says
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        kept: {type: OS::Heat::RandomString}
        removed: {type: OS::Heat::RandomString}
      outputs:
        answer: {value: old}
      """
    And a stack "web"
    And a look at the stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        kept: {type: OS::Heat::RandomString}
        added: {type: OS::Heat::RandomString}
      outputs:
        answer: {value: new}
      """
    Then the answer is as required [stacks.update.202]
    And the answer is as required [stacks.update.202.notice]
    And the answer is as required [stacks.update.202.no-location]
    And the stack "web" reaches UPDATE_COMPLETE [stacks.update.completes]
    And the stack "web" has the reason "Stack UPDATE completed successfully" [stacks.update.completes.reason]
    And the stack "web" keeps its id, name and time of creation [stacks.update.keeps-id]
    And the update of the stack "web" creates the resource "added" [stacks.update.adds]
    And the update of the stack "web" deletes the resource "removed" [stacks.update.removes]
    When a member sends stacks.show for the stack "web"
    Then the answer is as required [stacks.update.updated-time]
    And the answer has '"new"' at '/stack/outputs/0/output_value' [stacks.update.template]
    When a member sends stacks.template for the stack "web"
    Then the answer is the template of the stack "web" [stacks.update.template]

  @stacks.update.in-place
  Scenario: A resource that can be changed is changed in place
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: old}}
      """
    And a stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::TestResource, properties: {value: new}}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    Then the update of the stack "web" keeps the thing behind "thing" [stacks.update.in-place]

  @stacks.update.replaces
  @stacks.update.replaces.new-first
  Scenario: A resource that cannot be changed is replaced, the new one first
    Given the template
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::RandomString, properties: {length: 8}}
      """
    And a stack "web"
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      resources:
        thing: {type: OS::Heat::RandomString, properties: {length: 9}}
      """
    And the stack "web" has reached UPDATE_COMPLETE
    Then the update of the stack "web" replaces the thing behind "thing" [stacks.update.replaces]
    And the update of the stack "web" makes the new "thing" before it deletes the old one [stacks.update.replaces.new-first]

  @stacks.update.no-change
  Scenario: An update that changes nothing leaves the resources alone
    Given a stack "web"
    When a member updates the stack "web"
    And the stack "web" has reached UPDATE_COMPLETE
    Then the update of the stack "web" touches no resource [stacks.update.no-change]

  @stacks.update.during-update
  @long
  Scenario: A later update takes over from one that goes on
    Given the template
      """
      heat_template_version: 2013-05-23
      parameters:
        wanted: {type: string, default: first}
      resources:
        thing:
          type: OS::Heat::TestResource
          properties:
            value: {get_param: wanted}
            action_wait_secs: {update: 1}
      outputs:
        wanted: {value: {get_param: wanted}}
        seen: {value: {get_attr: [thing, output]}}
      """
    And a stack "web"
    When a member updates the stack "web"
      | parameters | {"wanted": "second"} |
    And a member updates the stack "web"
      | parameters | {"wanted": "third"} |
    Then the answer is as required [stacks.update.during-update]
    When the stack "web" has reached UPDATE_COMPLETE
    And a member sends stacks.show for the stack "web"
    Then the answer has every output of the stack "web" equal to its newest "wanted" [stacks.update.during-update]

  @stacks.update.updated-time.later
  @stacks.update.listed
  @long
  Scenario: An update is told in the list as well
    Given a stack "web"
    And the second in which the stack "web" last changed is over
    When a member updates the stack "web"
      """
      heat_template_version: 2013-05-23
      description: updated
      """
    And the stack "web" has reached UPDATE_COMPLETE
    Then the stack "web" was updated later than created [stacks.update.updated-time.later]
    And the list tells of the stack "web" what it tells itself [stacks.update.listed]
